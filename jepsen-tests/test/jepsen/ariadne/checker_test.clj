(ns jepsen.ariadne.checker-test
  (:require [clojure.test :refer [deftest is testing]]
            [jepsen.ariadne.checker :as ariadne]
            [jepsen.ariadne.core :as core]
            [jepsen.checker :as checker]
            [jepsen.history :as h]))

(def chain [{:height 2, :hash "bb", :ids [[2 1]]}])

(defn- history [& ops]
  (h/history (map-indexed (fn [i op] (assoc op :index i, :time i)) ops)))

(deftest the-witness-judges-jepsen-s-own-history
  (let [k (fn [v] (clojure.lang.MapEntry/create 7 v))
        written [{:process 0, :type :invoke, :f :write, :value (k 1)}
                 {:process :nemesis, :type :info, :f :kill, :value :one}
                 {:process 0, :type :ok, :f :write, :value (k 1), :position [2 0], :id [2 1]}
                 {:process 1, :type :invoke, :f :read, :value (k nil)}]
        check #(checker/check (ariadne/witness :register false) {:nodes [], :name "t"
                                                                :start-time "now"}
                              (apply history (conj written %)) {})]
    (is (true? (:valid? (check {:process 1, :type :ok, :f :read, :value (k 1), :position [2]}))))
    (is (false? (:valid? (check {:process 1, :type :ok, :f :read, :value (k nil)
                                 :position [1]}))))))

(deftest the-verdicts-stand-side-by-side
  (is (= ["  Knossos: valid"
          "  Ariadne's checker: valid: the order is a linearization"]
         (ariadne/summary {:valid? true
                           :knossos {:valid? true, :results {}, :failures []}
                           :perf {:valid? true}
                           :ariadne {:valid? true, :failures []
                                     :rungs [{:rung "witness"
                                              :words "the order is a linearization"}]}})))
  (is (= ["  Elle: INVALID: G-single-item-realtime, G0"]
         (ariadne/summary {:valid? false
                           :elle {:valid? false
                                  :anomaly-types [:G-single-item-realtime :G0]}})))
  (is (= ["  Knossos: INVALID: keys 3, 9"
          "  Ariadne's checker: INVALID: Key 3: a read of 5."
          "  crash: INVALID"
          "  settled: unknown: not all nodes reached one height within 60 s"]
         (ariadne/summary {:valid? false
                           :knossos {:valid? false, :failures [3 9]}
                           :crash {:valid? false}
                           :settled {:valid? :unknown
                                     :why "not all nodes reached one height within 60 s"}
                           :ariadne {:valid? false, :failures [{:key 3}]
                                     :counterexample {:sentence "Key 3: a read of 5."}}}))))

(deftest nodes-that-did-not-come-together-are-no-good-sign
  (let [check #(:valid? (checker/check (ariadne/settled) {} (apply history %) {}))
        end (fn [settled?] {:process :nemesis, :type :info, :f :collect-chains, :value {"n1" 5}
                            :settled? settled?})]
    (is (true? (check [(end true)])))
    (is (= :unknown (check [(end false)])))
    (is (= :unknown (check [])))))

(deftest a-node-that-stops-by-itself-is-found-in-its-log
  (is (re-find core/crash-pattern "12:00:00.123 FATAL [node] n1 stops: a broken invariant"))
  (is (re-find core/crash-pattern "Exception in thread \"main\" java.lang.Error"))
  (is (not (re-find core/crash-pattern "12:00:00.123 INFO [node] n1 leads under 0.3.1"))))
