(ns jepsen.ariadne.options
  "What may be said on the command line, beside Jepsen's own options."
  (:require [clojure.java.io :as io]
            [clojure.string :as str]
            [jepsen.ariadne.inventory :as inventory]
            [jepsen.ariadne.nemesis :as nemesis]
            [jepsen.cli :as cli]))

(def default-inventory "../ansible/inventory.ini")

(defn faults
  "partition,kill as a set; none and all are words for themselves."
  [text]
  (into #{} (mapcat (fn [word]
                      (case word
                        "none" []
                        "all"  nemesis/faults
                        [(keyword word)])))
        (str/split text #",")))

(def common
  [[nil "--inventory FILE" (str "Ansible's inventory: machines, SSH user and key. Default: "
                                default-inventory ", if it is there.")]
   [nil "--cluster-file FILE" "With --no-ssh: the cluster.properties of a cluster that runs."]
   [nil "--nemesis FAULTS" "partition, kill, pause, clock, packet, damage, with commas; none; all."
    :default  (set nemesis/standard)
    :default-desc (str/join "," (map name nemesis/standard))
    :parse-fn faults
    :validate [#(every? nemesis/faults %) (cli/one-of (conj nemesis/faults :none :all))]]
   [nil "--nemesis-interval SECONDS" "Mean time from one fault of a kind to the next."
    :default  5
    :parse-fn parse-double
    :validate [#(and % (pos? %)) "Must be a positive number"]]
   [nil "--ops-per-key NUMBER" "Operations on a key before the next takes its place."
    :default  120
    :parse-fn parse-long
    :validate [#(and % (pos? %)) "Must be a positive integer"]]
   ["-r" "--rate HZ" "Operations a second, all clients together."
    :default  100
    :parse-fn parse-double
    :validate [#(and % (pos? %)) "Must be a positive number"]]
   [nil "--concurrency NUMBER" "Clients at a time; a multiple of the nodes if it ends with n."
    :default  "2n"
    :validate [(partial re-find #"^\d+n?$") "Must be an integer, optionally followed by n."]]
   ;; Jepsen's, without their defaults: those stand in the inventory.
   [nil "--username USER" "Username for logins. Default: the inventory's."]
   [nil "--ssh-private-key FILE" "Path to an SSH identity file. Default: the inventory's."]])

(defn workload-option [names default]
  (cond-> ["-w" "--workload NAME" (str/join ", " (sort (map name names)))
           :parse-fn keyword
           :validate [(set names) (cli/one-of names)]]
    default (conj :default default)))

(defn- fail [parsed why]
  (update parsed :errors (fnil conj []) why))

(defn- machines [{{:keys [inventory no-ssh]} :options}]
  (let [path (or inventory default-inventory)]
    (when-not (and (nil? inventory) (or no-ssh (not (.isFile (io/file path)))))
      (inventory/load-file! path))))

(defn- with-machines [{:keys [options] :as parsed} machines]
  (let [chosen? (or (:nodes options) (:nodes-file options)
                    (not (identical? (:node options) cli/default-nodes)))
        [{:keys [user key]}] machines]
    (update parsed :options
            (fn [options]
              (cond-> (-> options
                          (assoc :machines (into {} (map (juxt :name identity)) machines))
                          (update :username #(or % user "root"))
                          (update :ssh-private-key #(or % key)))
                (and (seq machines) (not chosen?)) (assoc :nodes (mapv :name machines)))))))

(defn- checked [{:keys [options] :as parsed}]
  (let [{:keys [no-ssh cluster-file nodes-file nemesis]} options]
    (cond-> parsed
      (and nodes-file (not (.isFile (io/file nodes-file))))
      (-> (fail (str "--nodes-file " nodes-file ": there is no such file"))
          (update :options dissoc :nodes-file))
      (and no-ssh (not cluster-file))
      (fail "--no-ssh needs --cluster-file FILE: a cluster that runs already")
      (and cluster-file (not no-ssh))
      (fail "--cluster-file goes with --no-ssh; on machines the cluster is read from their config")
      (and cluster-file (not (.isFile (io/file cluster-file))))
      (fail (str "--cluster-file " cluster-file ": there is no such file"))
      (and no-ssh (seq nemesis))
      (fail "--no-ssh can do nothing to the nodes: say --nemesis none"))))

(defn from-inventory
  "Puts what the inventory says in the place of what the command line does not say."
  [parsed]
  (try
    (checked (with-machines parsed (machines parsed)))
    (catch clojure.lang.ExceptionInfo e
      (if (= ::inventory/bad (:type (ex-data e)))
        (fail parsed (ex-message e))
        (throw e)))))

(defn parsed
  "Jepsen's way from options to a test's, with the inventory in front. A concurrency that is no
  multiple of the threads of a key is told before anything is started."
  [parsed]
  (let [{:keys [options] :as done} (-> parsed from-inventory cli/test-opt-fn)]
    (if (zero? (mod (:concurrency options) 5))
      done
      (fail done (str "--concurrency " (:concurrency options)
                      ": a multiple of 5, since 5 clients share a key")))))
