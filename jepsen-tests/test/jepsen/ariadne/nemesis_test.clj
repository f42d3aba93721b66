(ns jepsen.ariadne.nemesis-test
  (:require [clojure.test :refer [deftest is testing]]
            [jepsen.ariadne.db :as db]
            [jepsen.ariadne.nemesis :as nemesis]
            [jepsen.control :as c]
            [jepsen.db :as jdb]
            [jepsen.generator :as gen]
            [jepsen.generator.test :as gen.test]
            [jepsen.nemesis :as n]
            [jepsen.net.proto :as net]
            [jepsen.random :as rand]))

(def nodes ["n1" "n2" "n3" "n4" "n5"])

(defn- package [faults]
  (let [cluster (atom {})]
    (nemesis/package {:db (db/ariadne cluster {:faults faults}), :cluster cluster
                      :faults faults, :interval 1})))

(defn- simulated
  "What a generator asks of the nemesis within n operations."
  [n generator]
  (rand/with-seed 7
    (with-redefs [gen.test/default-test {:nodes nodes}]
      (->> (gen.test/simulate (gen.test/n+nemesis-context 1)
                              (gen/nemesis (gen/limit n generator))
                              (fn [_ op] (-> op (assoc :done? true) (update :time + 10))))
           (remove :done?)
           vec))))

(def fs-of
  {:partition #{:start-partition :stop-partition}
   :kill      #{:kill :start}
   :pause     #{:pause :resume}
   :packet    #{:start-packet :stop-packet}
   :damage    #{:damage}
   :clock     #{:check-clock-offsets :bump-clock :strobe-clock :reset-clock}})

(deftest each-fault-that-was-asked-for-comes-and-no-other
  (doseq [[fault fs] fs-of]
    (testing fault
      (is (= fs (set (map :f (simulated 60 (:generator (package #{fault}))))))))))

(deftest whatever-is-done-can-be-carried-out
  (let [{:keys [nemesis generator final-generator]} (package nemesis/faults)
        known (n/fs nemesis)]
    (is (= (reduce into #{} (vals fs-of)) (set (map :f (simulated 400 generator)))))
    (is (every? known (map :f (simulated 400 generator))))
    (is (every? known (map :f (simulated 20 final-generator))))))

(deftest in-the-end-all-is-healed-and-then-the-chains-are-collected
  (is (= [:stop-partition :resume :start :stop-packet :reset-clock :collect-chains]
         (map :f (simulated 20 (:final-generator (package nemesis/faults))))))
  (is (= [:collect-chains] (map :f (simulated 20 (:final-generator (package #{})))))))

(deftest jepsen-sees-that-the-node-can-be-killed-and-paused
  (testing "an extension from outside the record would leave kill off without a word"
    (let [db (db/ariadne (atom nil) {:faults #{}})]
      (doseq [protocol [jdb/DB jdb/Kill jdb/Process jdb/Pause jdb/Primary jdb/LogFiles]]
        (is (satisfies? protocol db) (:on protocol))))))

(defn- recording-net
  "A network that notes what is done to it."
  [notes]
  (reify
    net/Net
    (drop! [_ _ _ _])
    (heal! [_ _] (swap! notes conj :heal))
    (slow! [_ _])
    (slow! [_ _ _])
    (flaky! [_ _])
    (fast! [_ _])
    (shape! [_ _ _ _])
    net/PartitionAll
    (drop-all! [_ _ grudge] (swap! notes conj grudge))))

(deftest a-partition-is-carried-out-as-it-is-told
  (let [notes (atom [])
        test {:nodes nodes, :net (recording-net notes)}
        leader (reify jdb/Primary
                 (primaries [_ _] ["n4"])
                 (setup-primary! [_ _ _]))
        partitioner (n/setup! (nemesis/->Partitioner leader) test)
        op (n/invoke! partitioner test {:type :info, :f :start-partition
                                        :value [:primaries :hears-nobody]})]
    (is (= [:primaries :hears-nobody {"n4" #{"n1" "n2" "n3" "n5"}}] (:value op)))
    (is (= [:heal :heal {"n4" #{"n1" "n2" "n3" "n5"}}] @notes))
    (is (= :healed (:value (n/invoke! partitioner test {:type :info, :f :stop-partition}))))
    (n/teardown! partitioner test)
    (is (= [:heal :heal] (drop 3 @notes)))))

(deftest damage-never-hits-a-majority
  (doseq [n [3 5 7]]
    (let [nodes (mapv #(str "n" %) (range n))
          victims (atom #{})
          damager (nemesis/->Damager nil victims)]
      (rand/with-seed 7
        (with-redefs [c/on-nodes (fn [_ nodes _] (zipmap nodes (repeat "somewhere")))]
          (dotimes [_ 100]
            (n/invoke! damager {:nodes nodes} {:type :info, :f :damage}))))
      (is (= (quot n 2) (count @victims)) n))))

(deftest a-byte-is-turned-over-in-the-first-quarter-of-a-segment
  (let [directory (.toFile (java.nio.file.Files/createTempDirectory
                             "segments" (make-array java.nio.file.attribute.FileAttribute 0)))
        file (java.io.File. directory "00000001.seg")
        before (byte-array (map #(unchecked-byte (* 7 %)) (range 2000)))]
    (try
      (doseq [chance [0 333 999]]
        (with-open [out (java.io.FileOutputStream. file)] (.write out before))
        (let [process (.start (ProcessBuilder. ["sh" "-c" (#'nemesis/flip-command
                                                            (.getPath directory) chance)]))
              _ (slurp (.getInputStream process))
              after (java.nio.file.Files/readAllBytes (.toPath file))
              changed (filter #(not= (aget before %) (aget after %)) (range 2000))]
          (is (zero? (.waitFor process)))
          (is (= [(quot (* 500 chance) 1000)] changed))
          (is (< (first changed) 500))
          (is (= (bit-not (aget before (first changed))) (aget after (first changed))))))
      (finally
        (.delete file)
        (.delete directory)))))
