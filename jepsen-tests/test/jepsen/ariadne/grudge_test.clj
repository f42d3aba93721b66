(ns ^:plain jepsen.ariadne.grudge-test
  (:require [clojure.test :refer [deftest is testing]]
            [jepsen.ariadne.grudge :as grudge]))

(def nodes ["n1" "n2" "n3" "n4" "n5"])

(defn- draw
  ([shape side] (draw shape side nodes [] (constantly true)))
  ([shape side nodes primaries coin] (grudge/draw shape side nodes primaries coin)))

(defn- hears? [grudge node other] (not (contains? (get grudge node #{}) other)))

(defn- sees
  "Whom a node hears and is heard by, itself included."
  [grudge nodes node]
  (set (filter #(and (hears? grudge node %) (hears? grudge % node)) nodes)))

(deftest each-shape-cuts-something-and-nobody-from-itself
  (doseq [shape grudge/shapes, side (grudge/sides shape), n (range 3 8)]
    (let [nodes (mapv #(str "n" %) (range n))
          grudge (draw shape side nodes ["n1"] (constantly false))]
      (testing [shape side n]
        ;; Of three nodes in a ring each sees all.
        (is (or (seq grudge) (and (= :majorities-ring shape) (= 3 n))
                (and (= 3 n) (= :bridge shape))))
        (is (every? (fn [[node deaf-to]] (not (deaf-to node))) grudge))
        (is (every? (set nodes) (mapcat val grudge)))))))

(deftest one-is-apart-both-ways
  (let [grudge (draw :one :symmetric)]
    (is (= {"n1" #{"n2" "n3" "n4" "n5"}, "n2" #{"n1"}, "n3" #{"n1"}, "n4" #{"n1"}, "n5" #{"n1"}}
           grudge))))

(deftest deaf-and-mute
  (is (= {"n1" #{"n2" "n3" "n4" "n5"}} (draw :one :hears-nobody)))
  (is (= {"n2" #{"n1"}, "n3" #{"n1"}, "n4" #{"n1"}, "n5" #{"n1"}} (draw :one :heard-by-nobody))))

(deftest a-majority-stays-together
  (let [grudge (draw :majority :symmetric)]
    (is (= #{"n1" "n2"} (sees grudge nodes "n1")))
    (is (= #{"n3" "n4" "n5"} (sees grudge nodes "n3")))))

(deftest in-the-ring-each-sees-a-majority-and-no-two-the-same
  (doseq [n [5 7 9]]
    (let [nodes (mapv #(str "n" %) (range n))
          grudge (draw :majorities-ring :symmetric nodes [] (constantly true))
          seen (map #(sees grudge nodes %) nodes)]
      (is (every? #(< (quot n 2) (count %) n) seen) (str n ": " (map count seen)))
      (is (apply distinct? seen)))))

(deftest over-the-bridge
  (let [grudge (draw :bridge :symmetric)]
    (is (= (set nodes) (sees grudge nodes "n1")))
    (is (= #{"n1" "n2" "n3"} (sees grudge nodes "n2")))
    (is (= #{"n1" "n4" "n5"} (sees grudge nodes "n4")))))

(deftest a-line-and-a-hub
  (let [grudge (draw :chained :symmetric)]
    (is (= [#{"n1" "n2"} #{"n1" "n2" "n3"} #{"n2" "n3" "n4"} #{"n3" "n4" "n5"} #{"n4" "n5"}]
           (map #(sees grudge nodes %) nodes))))
  (let [grudge (draw :single-hub :symmetric)]
    (is (= (set nodes) (sees grudge nodes "n1")))
    (is (= #{"n1" "n4"} (sees grudge nodes "n4")))))

(deftest primaries-are-apart-from-one-another-too
  (let [grudge (draw :primaries :symmetric nodes ["n4" "n2"] (constantly true))]
    (is (= #{"n4"} (sees grudge nodes "n4")))
    (is (= #{"n2"} (sees grudge nodes "n2")))
    (is (= #{"n1" "n3" "n5"} (sees grudge nodes "n1"))))
  (testing "and when none is known it is some node"
    (is (= #{"n1"} (sees (draw :primaries :symmetric) nodes "n1")))))

(deftest one-way-leaves-one-direction-of-each-cut
  (doseq [shape grudge/shapes, coin [true false]]
    (let [both (draw shape :symmetric)
          half (draw shape :one-way nodes [] (constantly coin))]
      (doseq [a nodes, b nodes :when (and (neg? (compare a b)) (not (hears? both a b)))]
        (is (not= (hears? half a b) (hears? half b a)) (str shape " " a " " b))))))
