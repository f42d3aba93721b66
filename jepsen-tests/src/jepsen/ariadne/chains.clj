(ns jepsen.ariadne.chains
  "The decided chain of each node: read over the wire at the end of a test, kept in the store as
  chain.edn (a block a line), and handed to the checker."
  (:require [clojure.edn :as edn]
            [clojure.java.io :as io]
            [jepsen.ariadne.database :as database])
  (:import (ariadne.checker.history OpId)
           (ariadne.checker.rung Chain Chain$Block)
           (ariadne.client AriadneClient Endpoint Outcome$Ok)
           (ariadne.paxos Block)
           (ariadne.wire Answer$ChainPart Answer$StatusReport Transactions)))

(def ^:private part-bytes (bit-shift-left 1 20))

(defn- client [cluster node operation-millis]
  (database/java-client cluster (filterv #(= node (.name ^Endpoint %))
                                         (database/endpoints cluster node))
                        "jepsen-lab" operation-millis (quot operation-millis 2)))

(defn status
  "How a node is, a map of strings; nil when it does not answer."
  [cluster node]
  (with-open [client ^AriadneClient (client cluster node 1000)]
    (let [outcome (AriadneClient/await (.status client))]
      (when (instance? Outcome$Ok outcome)
        (into {} (.entries ^Answer$StatusReport (.value ^Outcome$Ok outcome)))))))

(defn- ids
  "A session that is opened twice is no operation twice, so each opening has a name of its own."
  [^Block block]
  (vec (map-indexed
         (fn [i transaction]
           (let [id (Transactions/id transaction)]
             [(if (zero? (.session id)) (str "open " i " of block " (.height block)) (.session id))
              (.sequence id)]))
         (.transactions block))))

(defn read-chain
  "A node's whole chain: {:complete? b, :blocks [{:height :hash :ids}]}. Not complete when the node
  stopped answering on the way."
  [cluster node]
  (with-open [client ^AriadneClient (client cluster node 3000)]
    (loop [blocks [], failed 0]
      (let [outcome (AriadneClient/await (.blocks client (inc (count blocks)) part-bytes))]
        (if-not (instance? Outcome$Ok outcome)
          (if (< failed 5)
            (recur blocks (inc failed))
            {:complete? false, :blocks blocks})
          (let [^Answer$ChainPart part (.value ^Outcome$Ok outcome)
                blocks (into blocks (map (fn [^Block b]
                                           {:height (.height b), :hash (.hex (.hash b))
                                            :ids (ids b)}))
                             (.blocks part))]
            (if (<= (.decided part) (count blocks))
              {:complete? true, :blocks blocks}
              (recur blocks failed))))))))

(defn write-file
  "Writes a complete chain, one block a line."
  [{:keys [blocks]} file]
  (with-open [out (io/writer file)]
    (doseq [block blocks]
      (.write out (pr-str block))
      (.write out "\n"))))

(defn read-file [file]
  (with-open [in (io/reader file)]
    (mapv edn/read-string (line-seq in))))

(defn for-checker
  "A node's blocks as the checker takes them."
  [node blocks]
  (Chain. node true
          (mapv (fn [{:keys [height hash ids]}]
                  (Chain$Block. height hash (mapv (fn [[s q]] (OpId. s q)) ids)))
                blocks)))

(defn places
  "Where each operation stands: id to [height index], over all chains."
  [chains]
  (into {} (for [[_ blocks] chains, {:keys [height ids]} blocks, [i id] (map-indexed vector ids)]
             [id [height i]])))
