(ns jepsen.ariadne.memory
  "A database in memory for tests. It answers as the true one does, and on demand as a cluster
  under faults: `moods` is a queue of :ok, :refused, :unknown (done, not told) and :lost (not done,
  not told), one an operation; when it is empty all is well."
  (:require [jepsen.ariadne.database :as database]))

(defn- next-mood [state]
  (let [mood (or (first (:moods @state)) :ok)]
    (swap! state update :moods rest)
    mood))

(defn- place [state]
  [(:height (swap! state update :height inc)) 0])

(defn- write [state f]
  (let [mood (next-mood state)
        id [1 (:sequence (swap! state update :sequence inc))]
        reply (when (#{:ok :unknown} mood) (f))]
    (case mood
      :ok      (assoc reply :id id, :position (place state), :node "n1")
      :refused {:end :refused, :id id, :why "NO_LEADER: n1 refused"}
      {:end :unknown, :id id, :why "no answer"})))

(defrecord Memory [state]
  database/Database
  (read-key [_ key]
    (case (next-mood state)
      :ok      {:end :ok, :value (get-in @state [:values key]), :position [(:height @state)]
                :node "n1"}
      :refused {:end :refused, :why "NO_LEADER: n1 refused"}
      {:end :unknown, :why "no answer"}))
  (write-key [_ key value]
    (write state (fn [] (swap! state assoc-in [:values key] value) {:end :ok})))
  (cas-key [_ key expected value]
    (write state (fn []
                   (when-let [meddle (:meddle @state)]
                     (swap! state (fn [s] (-> s (dissoc :meddle)
                                              (assoc-in [:values key] meddle)))))
                   (let [found (get-in @state [:values key])]
                     (if (= expected found)
                       (do (swap! state assoc-in [:values key] value) {:end :ok})
                       {:end :mismatch, :value found})))))
  (close [_]))

(defn database
  "A database with values and moods; :meddle is a value that somebody puts right before the next
  cas."
  [& {:keys [values moods meddle]}]
  (->Memory (atom (cond-> {:values (or values {}), :moods (or moods []), :height 0, :sequence 0}
                    meddle (assoc :meddle meddle)))))

(defn value [db key] (get-in @(:state db) [:values key]))
