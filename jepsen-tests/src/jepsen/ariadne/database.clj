(ns jepsen.ariadne.database
  "The database as a workload sees it: get, put and cas of texts, each with a reply that says how
  it ended. Below it is Ariadne's own Java client, which tries a write again only under the same
  operation id, so that it applies once at most, and which never turns a doubt into a failure.

  A reply is a map:

    :end       :ok, :mismatch (a cas met something else: judged, without effect),
               :refused (it did not happen and will not) or :unknown (it may have, or still may)
    :value     what a get saw, or a cas that failed; nil for an absent key
    :position  [height index] of a write, [height] of a read: the witness
    :id        [session sequence] by which a write is found in the chain
    :node      who answered
    :why       of refused and unknown"
  (:require [clojure.string :as str])
  (:import (ariadne.chain Sha256Hasher)
           (ariadne.client AriadneClient ClientNetwork ClientSettings Endpoint Outcome$Ok
                           Outcome$Refused Outcome$Unknown)
           (ariadne.kv Applied Bytes OperationId Position Result$Mismatch)
           (ariadne.wire Answer$Value FrameCodec WireLimits)
           (java.nio.charset StandardCharsets)
           (java.util Optional)))

(defprotocol Database
  (read-key [db key] "Reads a key.")
  (write-key [db key value] "Writes a key.")
  (cas-key [db key expected value] "Compares and sets; `expected` is nil for an absent key.")
  (close [db] "Gives up what is outstanding, and the connections."))

(def operation-millis
  "From the call to its outcome. Longer than most elections take."
  2500)

(def attempt-millis
  "For one attempt at one node; short, so that under faults many writes are tried twice."
  250)

(defonce ^{:doc "One thread for all clients of this process."} network
  (delay (ClientNetwork. (FrameCodec. WireLimits/STANDARD (Sha256Hasher.)))))

(defn- bytes-of [^String text]
  (when text (Bytes/of (.getBytes text StandardCharsets/UTF_8))))

(defn- text-of [^Bytes content]
  (when content (String. (.array content) StandardCharsets/UTF_8)))

(defn- id-of [^Optional id]
  (when (.isPresent id)
    (let [^OperationId it (.get id)]
      [(.session it) (.sequence it)])))

(defn- place [^Position position]
  [(.height position) (.index position)])

(defn- answered [^Outcome$Ok ok]
  (let [value (.value ok)
        reply {:node (.node ok), :id (id-of (.id ok))}]
    (if (instance? Answer$Value value)
      (assoc reply :end :ok
             :value (text-of (.value (.entry ^Answer$Value value)))
             :position [(.height ^Answer$Value value)])
      (let [^Applied applied value
            result (.result applied)
            reply (assoc reply :position (place (.position applied)))]
        (if (instance? Result$Mismatch result)
          (assoc reply :end :mismatch :value (text-of (.seen ^Result$Mismatch result)))
          (assoc reply :end :ok))))))

(defn reply
  "The reply that an outcome of the Java client is."
  [outcome]
  (condp instance? outcome
    Outcome$Ok      (answered outcome)
    Outcome$Refused (let [^Outcome$Refused it outcome]
                      {:end :refused, :id (id-of (.id it)), :why (str (.reason it) ": " (.why it))})
    Outcome$Unknown (let [^Outcome$Unknown it outcome]
                      {:end :unknown, :id (id-of (.id it)), :why (.why it)})))

(defrecord Client [^AriadneClient client]
  Database
  (read-key [_ key] (reply (AriadneClient/await (.get client (bytes-of key)))))
  (write-key [_ key value]
    (reply (AriadneClient/await (.put client (bytes-of key) (bytes-of value)))))
  (cas-key [_ key expected value]
    (reply (AriadneClient/await
             (.cas client (bytes-of key) (bytes-of expected) (bytes-of value)))))
  (close [_] (.close client)))

(defn endpoints
  "Where clients connect, `first-node` first. `cluster` has :members, name to [host port]."
  [cluster first-node]
  (let [order (sort-by (fn [[name _]] [(not= name first-node) (count name) name])
                       (:members cluster))]
    (mapv (fn [[name [host port]]] (Endpoint. name host (int port))) order)))

(defn java-client
  "A Java client that speaks to these endpoints."
  ^AriadneClient [cluster endpoints name operation-millis attempt-millis]
  (.client ^ClientNetwork @network
           (-> (ClientSettings/standard (:cluster cluster) endpoints)
               (.named name)
               (.withTimeouts operation-millis attempt-millis)
               (.withReadsPinned))))

(defn open
  "A database by way of `node` first. Reads stay at that node, so that a stale one is seen; a
  write that is not answered there goes on to others."
  [cluster node]
  (->Client (java-client cluster (endpoints cluster node) (str "jepsen-" node)
                         operation-millis attempt-millis)))

(defn cluster-of
  "What a node's node.properties, or a cluster.properties, says: :cluster, :members and :admins,
  each a map of names to [host port]."
  [text]
  (let [properties (doto (java.util.Properties.)
                     (.load (java.io.StringReader. text)))
        address (fn [text]
                  (let [colon (str/last-index-of text ":")]
                    [(subs text 0 colon) (parse-long (str/trim (subs text (inc colon))))]))
        named (fn [prefix]
                (into {} (for [[^String k v] properties :when (.startsWith k prefix)]
                           [(subs k (count prefix)) (address v)])))]
    {:cluster (.getProperty properties "cluster")
     :members (named "member.")
     :admins  (cond-> (named "admin.")
                (.getProperty properties "node")
                (assoc (.getProperty properties "node")
                       (address (.getProperty properties "admin"))))}))
