(ns jepsen.ariadne.outcome
  "From a database's reply to how an operation ends in the history: ok (it happened), fail (it did
  not and will not), info (nobody knows). Whatever may have happened is info, never fail."
  (:require [jepsen.ariadne.database :as database]))

(defn- marked [op {:keys [position id node]}]
  (cond-> op
    position (assoc :position position)
    id       (assoc :id id)
    node     (assoc :node node)))

(defn of-read
  "A read, with what it saw. One that is not answered did nothing, so it fails."
  [op {:keys [end why] :as reply} value]
  (marked (if (= :ok end)
            (assoc op :type :ok, :value value)
            (assoc op :type :fail, :error why))
          reply))

(defn of-write
  "A write or a cas. A cas that met something else fails, and `seen` says what it met."
  ([op reply] (of-write op reply nil))
  ([op {:keys [end why] :as reply} seen]
   (marked (case end
             :ok       (assoc op :type :ok)
             :mismatch (assoc op :type :fail, :seen seen)
             :refused  (assoc op :type :fail, :error why)
             :unknown  (assoc op :type :info, :error why))
           reply)))

(def tries
  "How often an update is begun anew when its cas met something else, which is without effect."
  8)

(defn update-by-cas
  "Reads `key`, and puts (change old) in its place by cas; old and new are texts. `change` returns
  nil for nothing to write: then it was a read. A cas that met something else had no effect, so it
  is begun anew with what it met, except when (there? met) says that its effect is there all the
  same: a second one would cover up what the database did.
  Returns [reply old new]: the reply of the last step, and what it found and wrote."
  [db key change there?]
  (let [found (database/read-key db key)]
    (if (not= :ok (:end found))
      ;; Nothing was sent that changes anything.
      [(assoc found :end :refused) nil nil]
      (loop [old (:value found), left tries, seen found]
        (let [new (change old)]
          (if (nil? new)
            ;; What a failed cas met is as good as a read, and stands at that cas' position.
            [(assoc seen :end :ok) old nil]
            (let [{:keys [end value node] :as reply} (database/cas-key db key old new)
                  give-up (fn [why] [{:end :refused, :node node, :why why} old nil])]
              (cond
                (not= :mismatch end) [reply old new]
                (there? value) (give-up "judged to be without effect, yet its effect is there")
                (= 1 left) (give-up (str "it changed " tries " times meanwhile"))
                :else (recur value (dec left) reply)))))))))
