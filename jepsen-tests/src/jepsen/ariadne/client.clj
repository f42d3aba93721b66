(ns jepsen.ariadne.client
  "Jepsen's client, for every workload: it opens a database by way of one node and lets the
  workload's function carry the operation out."
  (:require [jepsen.ariadne.database :as database]
            [jepsen.client :as client]))

(defrecord Client [carry-out cluster memory db]
  client/Client
  (open! [this _ node]
    (assoc this :db (database/open @cluster node)))
  (setup! [_ _])
  (invoke! [_ _ op] (carry-out memory db op))
  ;; Jepsen calls this before the first setup! too.
  (teardown! [_ _])
  (close! [_ _] (database/close db)))

(defn client
  "`carry-out` is one of jepsen.ariadne.carry's; `cluster` an atom that is filled before clients
  are opened; `memory` what the function remembers through the test."
  [carry-out cluster memory]
  (->Client carry-out cluster memory nil))
