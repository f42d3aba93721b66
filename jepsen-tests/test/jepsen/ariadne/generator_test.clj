(ns jepsen.ariadne.generator-test
  (:require [clojure.test :refer [deftest is testing]]
            [jepsen.ariadne.append :as append]
            [jepsen.ariadne.register :as register]
            [jepsen.ariadne.set :as sets]
            [jepsen.generator :as gen]
            [jepsen.generator.test :as gen.test]
            [jepsen.random :as rand]))

(def options {:cluster (atom nil), :prefix "", :ops-per-key 20})

(defn- invocations
  "The first n invocations of a workload by ten clients, each of which is answered."
  [n generator]
  (rand/with-seed 7
    (->> (gen.test/perfect (gen.test/n+nemesis-context 10)
                           (gen/clients (gen/limit n generator)))
         (filterv #(= :invoke (:type %))))))

(deftest a-register-s-values-are-written-once
  (let [ops (invocations 400 (:generator (register/workload options)))
        written (keep (fn [{:keys [f value]}]
                        (case f :write (second value), :cas (second (second value)), nil))
                      ops)]
    (is (= 400 (count ops)))
    (is (< 100 (count written)))
    (is (apply distinct? written))
    (is (= #{:read :write :cas} (set (map :f ops))))))

(deftest keys-are-short-lived-and-few-clients-share-one
  (let [ops (invocations 400 (:generator (register/workload options)))
        by-key (group-by (comp first :value) ops)]
    (is (= (set (range 20)) (set (keys by-key))))
    (doseq [[k ops] by-key]
      (is (= 20 (count ops)) k)
      (is (>= 5 (count (distinct (map :process ops)))) k))))

(deftest a-key-ends-with-its-crashes
  (testing "when every operation crashes, Knossos still gets a key that it can answer for"
    (let [ops (rand/with-seed 7
                (->> (gen.test/perfect-info (gen.test/n+nemesis-context 5)
                                            (gen/clients
                                              (gen/limit 100 (:generator (register/workload
                                                                           options)))))
                     (filter #(= :invoke (:type %)))))
          crashed (frequencies (map (comp first :value) ops))]
      (is (every? #(<= % (+ register/threads-per-key register/crashes-per-key))
                  (vals crashed))
          crashed))))

(deftest a-set-s-elements-are-added-once-and-read-in-the-end
  (let [ops (invocations 300 (:generator (sets/workload options)))
        added (keep #(when (= :add (:f %)) (second (:value %))) ops)]
    (is (apply distinct? added))
    (doseq [[k ops] (group-by (comp first :value) ops)
            :when (< k 10)]
      (is (= :read (:f (last ops))) k))))

(deftest a-transaction-is-of-one-list
  (let [ops (invocations 500 (:generator (append/workload options)))
        mops (mapcat :value ops)
        appended (keep (fn [[f _ v]] (when (= :append f) v)) mops)]
    (is (= 500 (count ops)))
    (is (every? #(apply = (map second (:value %))) ops))
    (is (every? #(<= 1 (count (:value %)) 4) ops))
    (is (apply distinct? appended))
    (is (= #{:r :append} (set (map first mops))))
    (testing "lists come and go"
      (is (< 20 (count (distinct (map second mops))) 32)))))
