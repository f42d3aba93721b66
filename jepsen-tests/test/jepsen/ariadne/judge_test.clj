(ns ^:plain jepsen.ariadne.judge-test
  (:require [clojure.java.io :as io]
            [clojure.test :refer [deftest is testing]]
            [jepsen.ariadne.chains :as chains]
            [jepsen.ariadne.judge :as judge]))

(defn- history
  "Completions of [process f invoked completed more], one after the other."
  [& calls]
  (->> calls
       (mapcat (fn [[process f invoked type completed more]]
                 [{:process process, :f f, :type :invoke, :value invoked}
                  (merge {:process process, :f f, :type type, :value completed} more)]))
       (map-indexed (fn [i op] (assoc op :index i, :time (* 1000 i))))))

(def chain
  [{:height 1, :hash "aa", :ids []}
   {:height 2, :hash "bb", :ids [["open 0 of block 2" 0]]}
   {:height 3, :hash "cc", :ids [[2 1]]}
   {:height 4, :hash "dd", :ids [[2 2]]}])

(def fine
  (history [0 :write [7 1] :ok [7 1] {:position [3 0], :id [2 1]}]
           [1 :write [7 2] :ok [7 2] {:position [4 0], :id [2 2]}]
           [2 :read [7 nil] :ok [7 2] {:position [4]}]))

(defn- rung [report name]
  (:outcome (first (filter #(= name (:rung %)) (:rungs report)))))

(deftest a-history-that-its-positions-prove
  (let [report (judge/report fine :register {"n1" chain, "n2" chain})]
    (is (true? (:valid? report)) (:why report))
    (is (= :passed (rung report "integrity")))
    (is (= :passed (rung report "witness")))))

(deftest a-stale-read-is-invalid-whatever-the-servers-claim
  (let [report (judge/report (history [0 :write [7 1] :ok [7 1] {:position [3 0], :id [2 1]}]
                                      [1 :write [7 2] :ok [7 2] {:position [4 0], :id [2 2]}]
                                      [2 :read [7 nil] :ok [7 1] {:position [3]}])
                             :register {"n1" chain})]
    (is (false? (:valid? report)))
    (is (re-find #"returned 1" (get-in report [:counterexample :sentence])))))

(deftest chains-that-differ-are-invalid
  (let [other (assoc-in chain [3 :hash] "ee")
        report (judge/report (filter #(< (:index %) 4) fine) :register {"n1" chain, "n2" other})]
    (is (false? (:valid? report)))
    (is (re-find #"differ from height 4" (get-in report [:counterexample :sentence])))))

(deftest an-acknowledged-write-that-no-chain-holds-is-lost
  (let [report (judge/report (history [0 :write [7 1] :ok [7 1] {:position [3 0], :id [8 1]}])
                             :register {"n1" chain})]
    (is (false? (:valid? report)))))

(deftest a-doubt-that-the-chain-settles
  (is (= {:type :info, :id [2 2], :position [4 0]}
         (judge/placed (chains/places {"n1" chain}) {:type :info, :id [2 2]})))
  (is (= {:type :ok, :id [2 2]}
         (judge/placed (chains/places {"n1" chain}) {:type :ok, :id [2 2]}))))

(deftest what-was-refused-must-not-stand-in-the-chain
  (let [ops (history [0 :write [7 1] :fail [7 1] {:id [2 1], :error "refused"}]
                     [0 :write [7 2] :ok [7 2] {:position [4 0], :id [2 2]}])
        report (judge/report ops :register {"n1" chain})]
    (is (false? (:valid? report)))
    (is (= [(str "Operation [2 1] was refused, so it did not happen; "
                 "yet it stands in the chain at [3 0].")]
           (:oddities report)))))

(deftest transactions-as-what-they-did-to-registers
  (let [ops (history [0 :txn [[:append 3 1]] :ok [[:append 3 1]]
                      {:register [:cas "a3" [nil "[1]"]], :position [3 0], :id [2 1]}]
                     [1 :txn [[:r 3 nil]] :ok [[:r 3 [1]]]
                      {:register [:read "a3" "[1]"], :position [3]}]
                     [0 :txn [[:append 3 2]] :fail [[:append 3 2]] {:error "NO_LEADER"}]
                     [1 :txn [[:append 3 9]] :info [[:append 3 9]]
                      {:register [:cas "a3" ["[1]" "[1,9]"]], :id [2 2], :error "?"}])
        told (judge/as-registers ops)]
    (is (= [[:invoke :cas ["a3" [nil "[1]"]]] [:ok :cas ["a3" [nil "[1]"]]]
            [:invoke :read ["a3" nil]] [:ok :read ["a3" "[1]"]]
            [:invoke :cas ["a3" ["[1]" "[1,9]"]]] [:info :cas ["a3" ["[1]" "[1,9]"]]]]
           (map (juxt :type :f :value) told)))
    (is (true? (:valid? (judge/report told :register {"n1" chain}))))))

(deftest nothing-done-is-no-verdict
  (is (= :unknown (:valid? (judge/report [] :register {})))))

(deftest a-chain-survives-its-file
  (let [file (java.io.File/createTempFile "chain" ".edn")]
    (try
      (chains/write-file {:blocks chain} file)
      (is (= chain (chains/read-file (io/file file))))
      (finally (.delete file)))))
