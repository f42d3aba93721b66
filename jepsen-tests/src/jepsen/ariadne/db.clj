(ns jepsen.ariadne.db
  "The node that Ansible deployed: a systemd unit with a config, a data directory and a log."
  (:require [clojure.string :as str]
            [clojure.tools.logging :refer [info warn]]
            [jepsen.ariadne.chains :as chains]
            [jepsen.ariadne.clock :as clock]
            [jepsen.ariadne.database :as database]
            [jepsen.ariadne.net :as net]
            [jepsen.control :as c]
            [jepsen.core :as jepsen]
            [jepsen.db :as db]
            [jepsen.util :as util]))

(def unit "ariadne.service")
(def config "/etc/ariadne/node.properties")
(def log-file "/var/log/ariadne/node.log")
(def program "/opt/ariadne/current/bin/ariadne-node")

(def drop-in
  "For the time of a test the nemesis starts what it killed, and a node that stops by itself stays
  down, so that everybody sees it."
  "/run/systemd/system/ariadne.service.d/jepsen.conf")

(defn- systemctl [& args] (c/su (apply c/exec :systemctl args)))

(defn- hold! []
  (c/su (c/exec :mkdir :-p (str/replace drop-in #"/[^/]*$" ""))
        (c/exec :sh :-c (str "printf '[Service]\\nRestart=no\\n' > " drop-in)))
  (systemctl :daemon-reload))

(defn- release! []
  (c/su (c/exec :rm :-f drop-in))
  (systemctl :daemon-reload))

(defn- data-directory []
  (second (re-find #"(?m)^\s*data\s*=\s*(\S+)" (c/exec :cat config))))

(defn- wipe! []
  (let [data (data-directory)]
    (assert (re-find #"^/[^/]+/[^/]+/" (str data)) (str config " names data=" data))
    (c/su (c/exec :rm :-rf data)
          ;; Readable, since scp fetches it as the user that logged in.
          (c/exec :sh :-c (str ": > " log-file " && chown ariadne:ariadne " log-file
                               " && chmod 644 " log-file)))))

(defn- format! []
  (c/su (c/exec :sudo :-u :ariadne program :format :--config config)))

(defn- signal!
  "To the unit's main process alone: machines that are containers may share a tree of control
  groups with their neighbours, and then a signal to the unit's whole group hits those too."
  [signal]
  (c/su (c/exec :sh :-c (str "systemctl kill --kill-whom=main -s " signal " " unit
                             " 2>/dev/null; systemctl reset-failed " unit " 2>/dev/null; true"))))

(defn- stop! []
  (signal! "CONT")
  (systemctl :stop unit))

(defn leaders
  "Nodes that say that they lead."
  [cluster nodes]
  (->> nodes
       (util/real-pmap (fn [node] [node (chains/status cluster node)]))
       (filter (fn [[_ status]] (not (contains? #{nil "0.0.0"} (get status "leads")))))
       (mapv first)))

(defn- await-leader! [cluster nodes]
  (util/await-fn (fn [] (or (seq (leaders cluster nodes))
                            (throw (ex-info "no node leads" {}))))
                 {:timeout 60000, :log-message "Waiting for a leader", :log-interval 5000}))

;; db/Process is an alias of db/Kill: both are written here, in the record, since one that is
;; extended from outside leaves the other unsatisfied, and kill would be off without a word.
(defrecord Ariadne [cluster faults held]
  db/DB
  (setup! [_ test node]
    (hold!)
    (stop!)
    (jepsen/synchronize test)
    (net/remove!)
    (wipe!)
    (when (:clock faults) (clock/prepare!))
    (format!)
    (swap! held conj node)
    (when (= node (jepsen/primary test))
      (reset! cluster (database/cluster-of (c/exec :cat config))))
    ;; A member that starts before the others are formatted would still find a cluster to join;
    ;; one that is wiped after it voted would be an acceptor with amnesia.
    (jepsen/synchronize test)
    (systemctl :start unit)
    (when (= node (jepsen/primary test))
      (await-leader! @cluster (:nodes test)))
    (jepsen/synchronize test))

  (teardown! [_ test node]
    ;; Runs before setup! too, when nothing is held yet: then there is nothing to give back.
    (when (contains? @held node)
      (swap! held disj node)
      (stop!)
      (jepsen/synchronize test)
      (net/remove!)
      (clock/clear!)
      (release!)
      ;; Nothing mends a damaged node yet: all are formatted anew, together, or none.
      (when (:damage faults)
        (wipe!)
        (format!)
        (jepsen/synchronize test))
      (info "healed;" unit "starts again and stays")
      (systemctl :start unit)))

  db/Kill
  (kill! [_ _ _]
    (signal! "KILL")
    :killed)
  (start! [_ _ _]
    ;; Jepsen ends a nemesis' operation that throws; whether a node is up is seen in the end.
    (keyword (c/su (c/exec :sh :-c (str "for try in 1 2 3; do systemctl start " unit
                                        " 2>/dev/null && echo started && exit 0; sleep 1; done; "
                                        "echo did-not-start")))))

  db/Pause
  (pause! [_ _ _]
    (signal! "STOP")
    :paused)
  (resume! [_ _ _]
    (signal! "CONT")
    :resumed)

  db/Primary
  (primaries [_ test] (leaders @cluster (:nodes test)))
  (setup-primary! [_ _ _])

  db/LogFiles
  (log-files [_ _ _] {log-file "node.log"}))

(defn ariadne
  "`cluster` is an atom that setup! fills with what clients need to know."
  [cluster {:keys [faults]}]
  (->Ariadne cluster (set faults) (atom #{})))
