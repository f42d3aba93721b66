(ns ^:plain jepsen.ariadne.carry-test
  (:require [clojure.test :refer [deftest is testing]]
            [jepsen.ariadne.carry :as carry]
            [jepsen.ariadne.memory :as memory]))

(defn- invoke [f value] {:type :invoke, :process 3, :f f, :value value})

(defn- register [db f value]
  (carry/register {:prefix "", :seen (atom {})} db (invoke f value)))

(deftest values-are-json-that-clojure-reads-too
  (is (= "[[1,2],[],-3]" (carry/encode [[1 2] [] -3])))
  (is (= [[1 2] [] -3] (carry/decode "[[1,2],[],-3]")))
  (is (nil? (carry/decode nil)))
  (testing "what no workload wrote stays visible"
    (is (= "{\"a\"" (carry/decode "{\"a\"")))
    (is (= "word" (carry/decode "word")))))

(deftest registers
  (let [db (memory/database)]
    (is (= [:ok [7 nil]] ((juxt :type :value) (register db :read [7 nil]))))
    (is (= {:type :ok, :position [1 0], :id [1 1], :node "n1"}
           (select-keys (register db :write [7 5]) [:type :position :id :node])))
    (is (= [:ok [7 5] [1]] ((juxt :type :value :position) (register db :read [7 nil]))))
    (is (= :ok (:type (register db :cas [7 [5 6]]))))
    (testing "a cas that met something else says what"
      (let [op (register db :cas [7 [5 8]])]
        (is (= [:fail 6 nil [3 0]] ((juxt :type :seen :error :position) op)))))
    (is (= "6" (memory/value db "r7")))))

(deftest a-register-s-value-is-one-of-jepsen-s-pairs
  (is (instance? clojure.lang.MapEntry
                 (:value (register (memory/database) :read [7 nil])))))

(deftest what-may-have-happened-is-never-a-failure
  (doseq [mood [:unknown :lost], [f value] [[:write [7 5]] [:cas [7 [nil 5]]]]]
    (is (= [:info "no answer" [1 1]]
           ((juxt :type :error :id) (register (memory/database :moods [mood]) f value)))))
  (testing "but a read did nothing"
    (is (= :fail (:type (register (memory/database :moods [:unknown]) :read [7 nil])))))
  (testing "and what was refused did not happen"
    (is (= [:fail "NO_LEADER: n1 refused"]
           ((juxt :type :error) (register (memory/database :moods [:refused]) :write [7 5]))))))

(deftest what-was-seen-is-remembered-for-the-next-cas
  (let [seen (atom {})
        db (memory/database :values {"r7" "4"})
        run #(carry/register {:prefix "", :seen seen} db (invoke %1 %2))]
    (run :read [7 nil])
    (is (= {7 4} @seen))
    (run :cas [7 [9 10]])
    (is (= {7 4} @seen))
    (run :write [7 11])
    (is (= {7 11} @seen))))

(defn- add [db element]
  (carry/set-of-elements {:prefix ""} db (invoke :add [1 element])))

(deftest sets
  (let [db (memory/database)]
    (is (= :ok (:type (add db 5))))
    (is (= :ok (:type (add db 6))))
    (is (= [:ok [1 #{5 6}]]
           ((juxt :type :value) (carry/set-of-elements {:prefix ""} db (invoke :read [1 nil])))))))

(deftest an-add-begins-anew-when-somebody-was-faster
  (let [db (memory/database :meddle "[9]")]
    (is (= :ok (:type (add db 5))))
    (is (= "[9,5]" (memory/value db "s1")))))

(deftest an-add-does-not-cover-up-what-the-database-did
  (let [db (memory/database :meddle "[9,5]")]
    (is (= [:fail "judged to be without effect, yet its effect is there"]
           ((juxt :type :error) (add db 5))))
    (is (= "[9,5]" (memory/value db "s1")))))

(deftest an-add-in-doubt-is-not-tried-again
  (let [db (memory/database :moods [:ok :unknown])]
    (is (= :info (:type (add db 5))))
    (is (= "[5]" (memory/value db "s1"))))
  (testing "a doubt at the read before it is none: nothing was sent that changes anything"
    (is (= :fail (:type (add (memory/database :moods [:unknown]) 5))))))

(defn- txn [db mops] (carry/append {:prefix ""} db (invoke :txn mops)))

(deftest transactions-take-effect-at-once
  (let [db (memory/database :values {"a3" "[1]"})
        op (txn db [[:r 3 nil] [:append 3 7] [:r 3 nil] [:append 3 8]])]
    (is (= [:ok [[:r 3 [1]] [:append 3 7] [:r 3 [1 7]] [:append 3 8]]]
           ((juxt :type :value) op)))
    (is (= [:cas "a3" ["[1]" "[1,7,8]"]] (:register op)))
    (is (= "[1,7,8]" (memory/value db "a3"))))
  (testing "one that only reads writes nothing"
    (let [db (memory/database :values {"a3" "[1]"})
          op (txn db [[:r 3 nil] [:r 3 nil]])]
      (is (= [:ok [[:r 3 [1]] [:r 3 [1]]] [:read "a3" "[1]"] [0]]
             ((juxt :type :value :register :position) op)))))
  (testing "an absent list is an empty one"
    (is (= [[:r 3 []] [:append 3 1]]
           (:value (txn (memory/database) [[:r 3 nil] [:append 3 1]]))))))

(deftest a-transaction-in-doubt-tells-what-it-may-have-done
  (let [op (txn (memory/database :moods [:ok :lost]) [[:append 3 7]])]
    (is (= [:info [:cas "a3" [nil "[7]"]] [1 1]] ((juxt :type :register :id) op)))
    (is (= [[:append 3 7]] (:value op)))))

(defn- bank [db f value]
  (carry/bank {:prefix "", :accounts [0 1 2], :total-amount 100} db (invoke f value)))

(deftest the-bank
  (let [db (memory/database)]
    (testing "everybody has a share in the beginning, and nothing is lost by rounding"
      (is (= {0 34, 1 33, 2 33} (:value (bank db :read nil)))))
    (is (= :ok (:type (bank db :transfer {:from 0, :to 2, :amount 30}))))
    (is (= {0 4, 1 33, 2 63} (:value (bank db :read nil))))
    (testing "nobody goes below nothing"
      (is (= [:fail "too poor" nil]
             ((juxt :type :error :register) (bank db :transfer {:from 0, :to 2, :amount 5})))))
    (is (= "[4,33,63]" (memory/value db "bank")))))
