(ns jepsen.ariadne.options-test
  (:require [clojure.java.io :as io]
            [clojure.string :as str]
            [clojure.test :refer [deftest is testing]]
            [clojure.tools.cli :as tools]
            [jepsen.ariadne.core :as core]
            [jepsen.ariadne.options :as options]
            [jepsen.cli :as cli]))

(defn- parse [& args]
  (-> args
      (tools/parse-opts (cli/merge-opt-specs
                          cli/test-opt-spec
                          (conj options/common
                                (options/workload-option (keys core/workloads) :register))))
      options/parsed))

(defn- with-file [text f]
  (let [file (java.io.File/createTempFile "jepsen" ".ini")]
    (try (spit file text)
         (f (.getPath file))
         (finally (io/delete-file file)))))

(def machines
  (str "[nodes]\nm1 ansible_host=10.0.0.1 ansible_port=2222\nm2 ansible_host=10.0.0.2\n"
       "[nodes:vars]\nansible_user=tester\nansible_ssh_private_key_file=/keys/lab\n"))

(deftest machines-come-from-the-inventory
  (with-file machines
    (fn [path]
      (let [{:keys [options errors]} (parse "--inventory" path "--concurrency" "10")]
        (is (empty? errors))
        (is (= ["m1" "m2"] (:nodes options)))
        (is (= {:username "tester", :private-key-path "/keys/lab"}
               (select-keys (:ssh options) [:username :private-key-path])))
        (is (= "10.0.0.1" (get-in options [:machines "m1" :address]))))
      (testing "what the command line says comes first"
        (let [{:keys [options]} (parse "--inventory" path "--username" "me" "--nodes" "m2"
                                       "--ssh-private-key" "k" "--concurrency" "5")]
          (is (= ["m2"] (:nodes options)))
          (is (= ["me" "k"] ((juxt :username :private-key-path) (:ssh options))))))
      (with-file "m2\nm1\n"
        (fn [nodes]
          (is (= ["m2" "m1"] (:nodes (:options (parse "--inventory" path "--nodes-file" nodes
                                                      "--concurrency" "5"))))))))))

(deftest without-an-inventory-jepsen-s-defaults-hold
  (let [{:keys [options errors]} (parse)]
    (when-not (.isFile (io/file options/default-inventory))
      (is (empty? errors))
      (is (= cli/default-nodes (:nodes options)))
      (is (= "root" (:username (:ssh options)))))
    (is (= 10 (:concurrency options)))
    (is (= :register (:workload options)))))

(defn- error [& args] (first (:errors (apply parse args))))

(deftest mistakes-are-one-line
  (is (= "no/such.ini: there is no such inventory file" (error "--inventory" "no/such.ini")))
  (is (= "--nodes-file no/such: there is no such file" (error "--nodes-file" "no/such")))
  (is (= "--no-ssh needs --cluster-file FILE: a cluster that runs already"
         (error "--no-ssh" "--nemesis" "none")))
  (is (str/starts-with? (error "--nemesis" "partition,kil")
                        "Failed to validate \"--nemesis partition,kil\": Must be one of all,"))
  (is (str/starts-with? (error "--workload" "registers") "Failed to validate \"--workload"))
  (is (str/starts-with? (error "--rate" "fast") "Failed to validate \"--rate fast\""))
  (is (str/starts-with? (error "--concurrency" "7") "--concurrency 7: a multiple of 5")))

(deftest faults
  (is (= #{:partition :clock} (options/faults "partition,clock")))
  (is (= #{} (options/faults "none")))
  (is (= #{:partition :kill :pause :clock :packet :damage} (options/faults "all"))))
