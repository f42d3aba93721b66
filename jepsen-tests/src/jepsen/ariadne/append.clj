(ns jepsen.ariadne.append
  "Elle's list-append. The store has no transactions over several keys yet, so a transaction is one
  to four reads of and appends to *one* list, all of which take effect at once, by one cas. Elle
  looks for cycles, lost and forked appends, and stale reads, in real time too."
  (:require [jepsen.ariadne.carry :as carry]
            [jepsen.ariadne.checker :as ariadne]
            [jepsen.ariadne.client :as client]
            [jepsen.generator :as gen]
            [jepsen.random :as rand]
            [jepsen.tests.cycle.append :as append]))

(def keys-at-a-time 6)

(defn transaction
  "A transaction on list k: each micro-operation a read or, as likely, an append of (fresh)."
  [k fresh]
  (vec (repeatedly (+ 1 (rand/long 4))
                   #(if (zero? (rand/long 2)) [:r k nil] [:append k (fresh)]))))

(defn operations
  "All operations, lazily: keys come and go, an element is appended once. A sequence and no
  function, since Jepsen calls a function more often than it takes what it returns."
  [ops-per-key fresh]
  (map (fn [i]
         {:type :invoke, :f :txn
          :value (transaction (+ (quot i ops-per-key) (rand/long keys-at-a-time)) fresh)})
       (iterate inc 0)))

(defn workload [{:keys [cluster prefix ops-per-key]}]
  (let [elements (atom 0)]
    {:client    (client/client carry/append cluster {:prefix prefix})
     :generator (operations ops-per-key #(swap! elements inc))
     :checker   {:elle    (append/checker {:consistency-models [:strict-serializable]})
                 :ariadne (ariadne/witness :register true)}}))
