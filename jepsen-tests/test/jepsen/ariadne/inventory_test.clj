(ns ^:plain jepsen.ariadne.inventory-test
  (:require [clojure.test :refer [deftest is testing]]
            [jepsen.ariadne.inventory :as inventory]))

(def ours
  "# the five machines
[nodes]
n1 ansible_host=192.168.56.11
n2 ansible_host=192.168.56.12 ansible_port=2222   ; another port

[nodes:vars]
ansible_user=vagrant
ansible_ssh_private_key_file={{ inventory_dir }}/../vagrant/keys/ariadne
ansible_ssh_common_args='-o UserKnownHostsFile={{ inventory_dir }}/../known_hosts -o X=y'
")

(defn- parse [text] (inventory/parse "inventory.ini" "/lab/ansible" text))

(defn- error [text]
  (try (parse text) nil
       (catch clojure.lang.ExceptionInfo e (ex-message e))))

(deftest the-inventory-of-the-lab
  (is (= [{:name "n1", :address "192.168.56.11", :port 22, :user "vagrant"
           :key "/lab/vagrant/keys/ariadne"}
          {:name "n2", :address "192.168.56.12", :port 2222, :user "vagrant"
           :key "/lab/vagrant/keys/ariadne"}]
         (parse ours))))

(deftest a-host-s-own-words-come-before-its-group-s
  (is (= ["root" "admin" "admin"]
         (map :user (parse (str "[all:vars]\nansible_user=nobody\n"
                                "[nodes]\na ansible_user=root\nb\nc\n"
                                "[nodes:vars]\nansible_user = \"admin\""))))))

(deftest ranges-and-children
  (is (= ["db01" "db02" "db03"] (map :name (parse "[nodes]\ndb[01:03]"))))
  (is (= ["a" "b"] (map :name (parse "[nodes:children]\neast\nwest\n[east]\na\n[west]\nb\na"))))
  (testing "a machine without an address is called by its name"
    (is (= ["a"] (map :address (parse "[nodes]\na"))))))

(deftest mistakes-are-a-line-that-names-the-file
  (is (= "inventory.ini: no machine stands in the group [nodes]" (error "[others]\na")))
  (is (= "inventory.ini:2: not a section: [nodes" (error "\n[nodes")))
  (is (= "inventory.ini:4: not NAME=VALUE: ansible_user"
         (error "[nodes]\na\n[nodes:vars]\nansible_user")))
  (is (= "inventory.ini: ansible_port=ssh is no port" (error "[nodes]\na ansible_port=ssh"))))

(deftest a-file-that-is-not-there
  (is (thrown-with-msg? clojure.lang.ExceptionInfo #"no/such.ini: there is no such inventory file"
                        (inventory/load-file! "no/such.ini"))))
