(ns jepsen.ariadne.checker
  "Ariadne's own checker beside Knossos and Elle, on the same history."
  (:require [clojure.java.io :as io]
            [clojure.string :as str]
            [clojure.tools.logging :refer [info]]
            [jepsen.ariadne.chains :as chains]
            [jepsen.ariadne.judge :as judge]
            [jepsen.checker :as checker]
            [jepsen.history :as h]
            [jepsen.store :as store]))

(defn- stored-chains
  "What the collector left in the store."
  [test]
  (into (sorted-map)
        (for [node (:nodes test)
              :let [file (io/file (store/path test (name node) "chain.edn"))]
              :when (.isFile file)]
          [node (chains/read-file file)])))

(defn- operations
  "Plain maps, as the judge wants them."
  [history]
  (map (fn [op] (into {} op)) history))

(defn witness
  "`model` is :register or :set; with `by-cas?` the operations are told as what they did to the
  registers below."
  [model by-cas?]
  (reify checker/Checker
    (check [_ test history _]
      (let [ops (operations (h/client-ops history))]
        (judge/report (if by-cas? (judge/as-registers ops) ops)
                      model
                      (stored-chains test))))))

(defn settled
  "When all faults were over: did all nodes come to one height?"
  []
  (reify checker/Checker
    (check [_ _ history _]
      (let [end (->> history
                     (filter #(and (= :collect-chains (:f %)) (contains? % :settled?)))
                     last)]
        (cond (nil? end)      {:valid? :unknown, :why "the chains were not collected"}
              (:settled? end) {:valid? true, :heights (:value end)}
              :else           {:valid? :unknown, :heights (:value end)
                               :why "not all nodes reached one height within 60 s"})))))

(def ^:private titles
  {:knossos "Knossos", :elle "Elle", :set "set-full", :bank "bank", :ariadne "Ariadne's checker"})

(defn- verdict [valid?]
  (case valid? true "valid", false "INVALID", "unknown"))

(defn- why
  "A clause about a result that is not valid, or about how the witness did."
  [{:keys [valid? counterexample why failures oddities rungs anomaly-types]}]
  (let [clause (or (:sentence counterexample)
                   (when (seq anomaly-types) (str/join ", " (map name anomaly-types)))
                   (first oddities)
                   why
                   (when (and (false? valid?) (seq failures) (not-any? map? failures))
                     (str "keys " (str/join ", " failures)))
                   (some #(when (= "witness" (:rung %)) (:words %)) rungs))]
    (if clause (str ": " clause) "")))

(defn summary
  "Lines that tell each verdict, the judges of linearizability first and side by side."
  [results]
  (let [judges (filter results [:knossos :elle :set :bank :ariadne])
        others (sort (remove (conj (set judges) :valid?) (keys results)))
        line (fn [k] (str "  " (titles k (name k)) ": " (verdict (:valid? (results k)))
                          (why (results k))))]
    (concat (map line judges)
            (for [k others :when (not (true? (:valid? (results k))))] (line k)))))

(defn told
  "A checker that logs the summary of the composed one that it wraps."
  [composed]
  (reify checker/Checker
    (check [_ test history opts]
      (let [results (checker/check composed test history opts)]
        (info (str "Verdicts, side by side:\n" (str/join "\n" (summary results))))
        results))))
