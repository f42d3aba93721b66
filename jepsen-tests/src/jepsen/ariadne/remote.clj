(ns jepsen.ariadne.remote
  "Jepsen's SSH, to machines whose addresses, ports, users and keys stand in the inventory: the
  control machine need not be able to resolve their names."
  (:require [jepsen.control :as c]
            [jepsen.control.core :as core]))

(defrecord ByInventory [remote machines]
  core/Remote
  (connect [this {:keys [host] :as spec}]
    (let [{:keys [address port]} (machines host)]
      (assoc this :remote (core/connect remote (cond-> spec
                                                 address (assoc :host address)
                                                 port    (assoc :port port))))))
  (disconnect! [_] (core/disconnect! remote))
  (execute! [_ context action] (core/execute! remote context action))
  (upload! [_ context from to opts] (core/upload! remote context from to opts))
  (download! [_ context from to opts] (core/download! remote context from to opts)))

(defn remote
  "`machines` is a map of names to an inventory's machines."
  [machines]
  (->ByInventory c/ssh machines))
