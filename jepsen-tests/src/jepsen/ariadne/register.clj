(ns jepsen.ariadne.register
  "Reads, writes and compare-and-sets on independent registers. Every value is written once, so
  that a read tells which write it saw. Keys are short-lived, and few processes share one: Knossos
  stops answering with about twenty operations of unknown fate on one key."
  (:require [jepsen.ariadne.carry :as carry]
            [jepsen.ariadne.checker :as ariadne]
            [jepsen.ariadne.client :as client]
            [jepsen.checker :as checker]
            [jepsen.checker.timeline :as timeline]
            [jepsen.generator :as gen]
            [jepsen.independent :as independent]
            [knossos.model :as model]))

(def threads-per-key 5)

(def crashes-per-key
  "A key ends when so many more processes than threads have touched it."
  8)

(defn operations
  "The generator of one key. `values` is an atom that counts, `seen` one that remembers what was
  seen there last, for a cas that has a chance."
  [values seen k]
  (let [fresh #(swap! values inc)]
    (gen/mix [(fn [_ _] {:type :invoke, :f :read, :value nil})
              (fn [_ _] {:type :invoke, :f :read, :value nil})
              (fn [_ _] {:type :invoke, :f :write, :value (fresh)})
              (fn [_ _] {:type :invoke, :f :cas, :value [(get @seen k) (fresh)]})])))

(defn workload [{:keys [cluster prefix ops-per-key]}]
  (let [values (atom 0)
        seen (atom {})]
    {:client    (client/client carry/register cluster {:prefix prefix, :seen seen})
     :generator (independent/concurrent-generator
                  threads-per-key
                  (range)
                  (fn [k]
                    (->> (operations values seen k)
                         (gen/limit ops-per-key)
                         (gen/process-limit (+ threads-per-key crashes-per-key)))))
     :checker   {:knossos (independent/checker
                            (checker/compose
                              {:linearizable (checker/linearizable
                                               {:model (model/cas-register)})
                               :timeline     (timeline/html)}))
                 :ariadne (ariadne/witness :register false)}}))
