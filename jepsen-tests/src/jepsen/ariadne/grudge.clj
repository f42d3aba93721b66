(ns jepsen.ariadne.grudge
  "Partitions of every shape, as Jepsen's grudges: a map of a node to the nodes that it does not
  hear. The shapes are those of Ariadne's one-machine lab, under the same names. Nothing here draws
  lots: the caller shuffles the nodes and tosses the coin."
  (:require [clojure.set :as set]))

(defn- grudge [cuts]
  (reduce (fn [g [from to]] (update g to (fnil conj #{}) from)) {} cuts))

(defn- one-way
  "Nothing that the senders send arrives at the receivers."
  [senders receivers]
  (set (for [from senders, to receivers :when (not= from to)] [from to])))

(defn- between [some others]
  (set/union (one-way some others) (one-way others some)))

(defn- keeping
  "Nothing passes but over these links, each a set of two nodes."
  [nodes links]
  (set (remove #(contains? links (set %)) (one-way nodes nodes))))

(defn- halved
  "Of each pair that is cut both ways one direction works again; the coin says which."
  [cuts coin]
  (set (mapcat (fn [[_ [a b]]] (if (and a b) [(if (coin) a b)] [a]))
               (sort-by first (update-vals (group-by (comp vec sort) cuts) sort)))))

(defn- ring [nodes]
  (let [reach (quot (count nodes) 2)
        reach (quot (inc reach) 2)]
    (set (for [i (range (count nodes)), d (range 1 (inc reach))]
           #{(nodes i) (nodes (mod (+ i d) (count nodes)))}))))

(defn- chain [nodes]
  (set (map set (partition 2 1 nodes))))

(def isolating
  "Shapes that set some nodes apart from the others, so that those can be deaf or mute."
  #{:one :majority :primaries})

(def shapes
  #{:one :majority :majorities-ring :bridge :primaries :chained :single-hub})

(defn sides
  "Which sides a shape can be cut on."
  [shape]
  (if (isolating shape)
    [:symmetric :one-way :hears-nobody :heard-by-nobody]
    [:symmetric :one-way]))

(defn- apart
  "The nodes that an isolating shape sets apart."
  [shape nodes primaries]
  (case shape
    :one       (take 1 nodes)
    :majority  (take (quot (count nodes) 2) nodes)
    :primaries (or (seq primaries) (take 1 nodes))))

(defn draw
  "The grudge of a shape cut on a side. `nodes` come shuffled; `primaries` are the leaders that
  are known; `coin` is a function of nothing that tells heads or tails."
  [shape side nodes primaries coin]
  (let [nodes (vec nodes)
        alone (when (isolating shape) (apart shape nodes primaries))
        others (remove (set alone) nodes)
        cuts (case shape
               :bridge (let [half (quot (dec (count nodes)) 2)]
                         (between (take half (rest nodes)) (drop half (rest nodes))))
               :majorities-ring (keeping nodes (ring nodes))
               :chained    (keeping nodes (chain nodes))
               :single-hub (keeping nodes (set (map #(set [(first nodes) %]) (rest nodes))))
               ;; leaders apart from one another too
               :primaries  (set/union (between alone others) (one-way alone alone))
               (between alone others))]
    (grudge (case side
              :symmetric       cuts
              :one-way         (halved cuts coin)
              :hears-nobody    (one-way others alone)
              :heard-by-nobody (one-way alone others)))))
