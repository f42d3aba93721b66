(ns jepsen.ariadne.carry
  "How the operations of each workload are carried out on a database. A function takes what the
  test remembers, a database and an invocation, and returns the completion.

  Values in the database are JSON: numbers, lists of numbers, lists of lists. Written without
  blanks, a JSON list of numbers is EDN too (a comma is a blank there), so both can read them."
  (:require [clojure.edn :as edn]
            [clojure.string :as str]
            [jepsen.ariadne.database :as database]
            [jepsen.ariadne.outcome :as outcome]))

(defn encode
  "A number or a list, nested as deep as need be, as JSON."
  [value]
  (if (sequential? value)
    (str "[" (str/join "," (map encode value)) "]")
    (str value)))

(defn decode
  "What a text of the database says; nil for an absent key. A text that no workload can have
  written stays a text, so that the history shows what the database made of it."
  [text]
  (when text
    (try (let [value (edn/read-string text)]
           (if (or (number? value) (vector? value)) value text))
         (catch RuntimeException _ text))))

(defn- elements [text]
  (let [value (decode text)]
    (cond (nil? value) []
          (vector? value) value
          :else [value])))

(defn register
  "read, write and cas on [key value]. `seen` is an atom: key to the value seen there last, for
  whoever makes the next cas."
  [{:keys [prefix seen]} db {:keys [f value] :as op}]
  (let [[k v] value
        key (str prefix "r" k)
        pair (fn [it] (clojure.lang.MapEntry/create k it))
        note (fn [it] (swap! seen assoc k it) it)]
    (case f
      :read  (let [reply (database/read-key db key)]
               (outcome/of-read op reply
                                (when (= :ok (:end reply)) (pair (note (decode (:value reply)))))))
      :write (let [reply (database/write-key db key (encode v))]
               (when (= :ok (:end reply)) (note v))
               (outcome/of-write op reply))
      :cas   (let [[expected new] v
                   reply (database/cas-key db key (some-> expected encode) (encode new))]
               (case (:end reply)
                 :ok       (note new)
                 :mismatch (note (decode (:value reply)))
                 nil)
               (outcome/of-write op reply (decode (:value reply)))))))

(defn set-of-elements
  "add and read on [key element]: the set is a list in the database."
  [{:keys [prefix]} db {:keys [f value] :as op}]
  (let [[k element] value
        key (str prefix "s" k)
        pair (fn [it] (clojure.lang.MapEntry/create k it))]
    (case f
      :read (let [reply (database/read-key db key)]
              (outcome/of-read op reply (pair (set (elements (:value reply))))))
      :add  (let [holds? #(boolean (some #{element} (elements %)))
                  [reply] (outcome/update-by-cas
                            db key #(encode (conj (elements %) element)) holds?)]
              (outcome/of-write op reply)))))

(defn- run-txn
  "Carries micro-operations on one list out; returns [completed list]."
  [mops found]
  (reduce (fn [[done current] [f k v]]
            (case f
              :r      [(conj done [:r k current]) current]
              :append [(conj done [:append k v]) (conj current v)]))
          [[] found]
          mops))

(defn- with-register
  "What a transaction by cas did to its key, said as a register's read or cas: for the witness."
  [op key old new]
  (assoc op :register (if new [:cas key [old new]] [:read key old])))

(defn append
  "txn: reads of and appends to one list, all at once, by reading it and a cas. Elle's
  [[:r k nil] [:append k 5] ...]."
  [{:keys [prefix]} db {:keys [value] :as op}]
  (let [k (second (first value))
        key (str prefix "a" k)
        appended (keep (fn [[f _ v]] (when (= :append f) v)) value)
        [reply old new] (outcome/update-by-cas
                          db key
                          (fn [text]
                            (when (seq appended)
                              (encode (second (run-txn value (elements text))))))
                          #(boolean (some (set appended) (elements %))))
        op (cond-> op (:id reply) (with-register key old new))]
    (if (= :ok (:end reply))
      (-> (if new (outcome/of-write op reply) (outcome/of-read op reply nil))
          (assoc :value (first (run-txn value (elements old))))
          (with-register key old new))
      (outcome/of-write op reply))))

(defn bank
  "transfer and read. All balances stand in one value, a list, so a transfer is one cas. An absent
  key means what everybody had in the beginning."
  [{:keys [prefix accounts total-amount]} db {:keys [f value] :as op}]
  (let [key (str prefix "bank")
        share (quot total-amount (count accounts))
        beginning (into [(- total-amount (* share (dec (count accounts))))]
                        (repeat (dec (count accounts)) share))
        balances #(if % (elements %) beginning)]
    (case f
      :read
      (let [reply (database/read-key db key)]
        (cond-> (outcome/of-read op reply (zipmap accounts (balances (:value reply))))
          (= :ok (:end reply)) (with-register key (:value reply) nil)))

      :transfer
      (let [{:keys [from to amount]} value
            [reply old new] (outcome/update-by-cas
                              db key
                              (fn [text]
                                (let [now (balances text)]
                                  (when (<= amount (nth now from))
                                    (encode (-> now (update from - amount)
                                                (update to + amount))))))
                              (constantly false))]
        (if (and (= :ok (:end reply)) (nil? new))
          (assoc op :type :fail, :error "too poor", :node (:node reply))
          (cond-> (outcome/of-write op reply)
            new (with-register key old new)))))))
