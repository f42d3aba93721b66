(ns jepsen.ariadne.judge
  "Ariadne's own checker on a history that Jepsen recorded: integrity of the chains, the witness
  (is the order that the servers claim a linearization?), and below it the exact rungs. It works on
  plain operation maps, so it needs no Jepsen."
  (:require [jepsen.ariadne.chains :as chains])
  (:import (ariadne.checker Budget Checker Options Results)
           (ariadne.checker.edn Keyword Symbol)
           (ariadne.checker.history History HistoryReader)
           (ariadne.checker.model Model)
           (java.io StringReader)))

(def search-seconds "Of search, should it come to that." 60)

(def models
  {:register Model/CAS_REGISTER
   :set      Model/SET})

(defn- client-op? [op] (integer? (:process op)))

(defn as-registers
  "Operations of a workload that works by cas, told as what they did to the registers below: an
  operation with :register [f key value] becomes that operation. One without did nothing to any."
  [ops]
  (let [ends (volatile! {})
        completions (reduce (fn [found op]
                              (if (= :invoke (:type op))
                                (do (vswap! ends assoc (:process op) (:index op)) found)
                                (assoc found (@ends (:process op)) op)))
                            {} (filter client-op? ops))
        begun (volatile! {})
        told (fn [op [f key value] done?]
               (assoc op :f f, :value [key (if (and (= :read f) (not done?)) nil value)]))]
    (keep (fn [op]
            (when (client-op? op)
              (if (= :invoke (:type op))
                (let [register (:register (completions (:index op)))]
                  (vswap! begun assoc (:process op) register)
                  (when register (told op register false)))
                (when-let [register (@begun (:process op))]
                  (told op register (= :ok (:type op)))))))
          ops)))

(defn placed
  "An operation of unknown fate that stands in the chain happened there."
  [places op]
  (let [place (some-> (:id op) places)]
    (cond-> op
      (and place (= :info (:type op))) (assoc :position place))))

(defn oddities
  "Sentences about operations that were refused, so that they did not happen, yet stand in a
  chain."
  [places ops]
  (for [{:keys [type id error]} ops
        :when (and (= :fail type) error id (places id))]
    (str "Operation " id " was refused, so it did not happen; yet it stands in the chain at "
         (places id) ".")))

(defn- clojure-of
  "The checker's EDN as Clojure's."
  [value]
  (cond
    (instance? java.util.Map value)  (into {} (map (fn [[k v]] [(clojure-of k) (clojure-of v)]))
                                           value)
    (instance? java.util.List value) (mapv clojure-of value)
    (instance? java.util.Set value)  (into #{} (map clojure-of) value)
    (instance? Keyword value)        (keyword (.name ^Keyword value))
    (instance? Symbol value)         (symbol (.name ^Symbol value))
    :else value))

(def ^:private told
  "What the checker reads of an operation; the rest may not even be EDN."
  [:index :type :process :f :value :time :position :node :id :seen :error])

(defn- line [op]
  (binding [*print-length* nil, *print-level* nil, *print-namespace-maps* false]
    (pr-str (cond-> (select-keys op told)
              (:error op) (update :error str)))))

(defn history
  "Operation maps as the checker's history, by way of the text that stands in history.edn."
  ^History [ops]
  (HistoryReader/read (StringReader. (apply str (map #(str (line %) "\n") ops))) "the history"))

(defn report
  "Judges operations against `model`, :register or :set, with `chains`, a map of nodes to blocks.
  A map as in results.edn: :valid? true, false or :unknown, :rungs, :failures and so on."
  [ops model chains]
  (let [places (chains/places chains)
        ops (map #(placed places %) (filter client-op? ops))
        odd (vec (oddities places ops))]
    (if-not (some #(= :invoke (:type %)) ops)
      {:valid? :unknown, :why "no client did anything"}
      (let [report (clojure-of
                     (Results/map
                       (Checker/check (history ops) (models model)
                                      (Budget/ofSeconds search-seconds)
                                      (.withChains (.crossChecked (Options/standard))
                                                   (mapv (fn [[node blocks]]
                                                           (chains/for-checker node blocks))
                                                         chains)))))]
        (cond-> (dissoc report :stats)
          (seq odd) (assoc :valid? false, :oddities odd))))))
