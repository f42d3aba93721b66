(ns jepsen.ariadne.set
  "Elements added to independent sets, each one value in the database: an add reads the set and
  puts a larger one in its place by cas. A lost element is a lost update."
  (:require [jepsen.ariadne.carry :as carry]
            [jepsen.ariadne.checker :as ariadne]
            [jepsen.ariadne.client :as client]
            [jepsen.checker :as checker]
            [jepsen.generator :as gen]
            [jepsen.independent :as independent]))

(def threads-per-key 5)

(defn workload [{:keys [cluster prefix ops-per-key]}]
  (let [elements (atom 0)
        add (fn [_ _] {:type :invoke, :f :add, :value (swap! elements inc)})
        read (fn [_ _] {:type :invoke, :f :read, :value nil})]
    {:client    (client/client carry/set-of-elements cluster {:prefix prefix})
     :generator (independent/concurrent-generator
                  threads-per-key
                  (range)
                  (fn [_]
                    (gen/phases
                      (gen/limit ops-per-key (gen/mix [add add read]))
                      ;; What an element's loss is measured by.
                      (gen/until-ok (gen/repeat read)))))
     :checker   {:set     (independent/checker (checker/set-full {:linearizable? true}))
                 :ariadne (ariadne/witness :set false)}}))
