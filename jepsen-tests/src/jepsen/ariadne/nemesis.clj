(ns jepsen.ariadne.nemesis
  "Faults, composed from packages: Jepsen's for kill, pause and packets, our own for partitions,
  clocks and damage. Not nemesis.combined/nemesis-package, which sets every nemesis up whatever the
  faults are: it flushes iptables, compiles C, asks a time server and downloads a program."
  (:require [clojure.tools.logging :refer [warn]]
            [jepsen.ariadne.chains :as chains]
            [jepsen.ariadne.clock :as clock]
            [jepsen.ariadne.grudge :as grudge]
            [jepsen.control :as c]
            [jepsen.db :as jdb]
            [jepsen.generator :as gen]
            [jepsen.nemesis :as nemesis]
            [jepsen.nemesis.combined :as combined]
            [jepsen.net :as net]
            [jepsen.random :as rand]
            [jepsen.store :as store]
            [jepsen.util :as util]))

(def faults #{:partition :kill :pause :clock :packet :damage})
(def standard [:partition :kill :pause :clock])

;; Partitions

(defrecord Partitioner [db]
  nemesis/Reflection
  (fs [_] #{:start-partition :stop-partition})

  nemesis/Nemesis
  (setup! [this test] (net/heal! (:net test) test) this)
  (invoke! [_ test {:keys [f value] :as op}]
    (case f
      :start-partition
      (let [[shape side] value
            primaries (when (= :primaries shape) (jdb/primaries db test))
            grudge (grudge/draw shape side (rand/shuffle (:nodes test)) primaries
                                #(zero? (rand/long 2)))]
        (net/heal! (:net test) test)
        (net/drop-all! test grudge)
        (assoc op :value [shape side grudge]))
      :stop-partition (do (net/heal! (:net test) test)
                          (assoc op :value :healed))))
  (teardown! [_ test] (net/heal! (:net test) test)))

(defn- start-partition [_ _]
  (let [shape (rand/nth (sort grudge/shapes))]
    {:type :info, :f :start-partition, :value [shape (rand/nth (grudge/sides shape))]}))

(def stop-partition {:type :info, :f :stop-partition, :value nil})

(defn partition-package [{:keys [db interval]}]
  {:nemesis         (->Partitioner db)
   :generator       (gen/stagger interval
                                 (gen/flip-flop start-partition (gen/repeat stop-partition)))
   :final-generator (gen/once stop-partition)
   :perf            #{{:name  "partition"
                       :start #{:start-partition}
                       :stop  #{:stop-partition}
                       :color "#E9DCA0"}}})

;; Kill and pause

(defn process-package
  "Jepsen's, but each fault in a rhythm of its own: Jepsen's mix would leave nodes down for long."
  [{:keys [faults] :as opts}]
  (let [targets {:targets [:one :minority :majority :primaries :all]}
        package #(combined/db-package (assoc opts :faults %, :kill targets, :pause targets))]
    (assoc (package (set (filter faults [:kill :pause])))
           :generator (apply gen/any (keep #(when (faults %) (:generator (package #{%})))
                                           [:kill :pause])))))

;; Damage

(defn- flip-command
  "Shell that turns a byte in the first quarter of a segment over: a node that finds its last record
  bad must take it for one that was never acknowledged, and cuts it; then we would have made it
  forget, which no database survives. Half of a short segment is zeros, written ahead."
  [data chance]
  (str "f=$(ls -S " data "/*.seg | head -n 1); n=$(stat -c %s $f); o=$((n / 4 * " chance
       " / 1000)); b=$(od -An -tu1 -j $o -N 1 $f | tr -d ' '); "
       "printf \"\\\\$(printf %03o $((255 - b)))\" "
       "| dd of=$f bs=1 seek=$o conv=notrunc 2>/dev/null; "
       "echo $f byte $o"))

(defrecord Damager [db victims]
  nemesis/Reflection
  (fs [_] #{:damage})

  nemesis/Nemesis
  (setup! [this _] this)
  (invoke! [_ test op]
    ;; Never a majority, over the whole test: a node that is damaged may never serve again.
    (let [most (dec (util/majority (count (:nodes test))))
          node (rand/nth (if (< (count @victims) most) (:nodes test) (vec @victims)))]
      (swap! victims conj node)
      (assoc op :value
             (c/on-nodes test [node]
                         (fn [test node]
                           (jdb/kill! db test node)
                           (let [where (c/su (c/exec :sh :-c (flip-command "/var/lib/ariadne/data"
                                                                           (rand/long 1000))))]
                             (jdb/start! db test node)
                             where))))))
  (teardown! [_ _]))

(defn damage-package [{:keys [db interval victims]}]
  {:nemesis         (->Damager db victims)
   :generator       (gen/stagger (* 3 interval) (gen/repeat {:type :info, :f :damage}))
   :final-generator nil
   :perf            #{{:name "damage", :fs #{:damage}, :start #{}, :stop #{}
                       :color "#99F2E2"}}})

;; Packets

(def packet-behaviors
  [{:delay {}}
   {:delay {:time :200ms, :jitter :100ms}}
   {:loss {}}
   {:loss {:percent :40%, :correlation :25%}}
   {:duplicate {}}
   {:reorder {}}])

(defrecord NetemNeeded [nemesis]
  nemesis/Reflection
  (fs [_] (nemesis/fs nemesis))
  nemesis/Nemesis
  (setup! [_ test]
    (c/with-test-nodes test
      (when-not (= "yes" (c/su (c/exec :sh :-c
                                       (str "tc qdisc add dev lo root netem delay 0ms 2>/dev/null"
                                            " && tc qdisc del dev lo root && echo yes || true"))))
        (throw (ex-info (str "packet faults need netem, and the kernel of " c/*host* " has none"
                             " (tc qdisc add ... netem fails there)")
                        {:type ::refused}))))
    (->NetemNeeded (nemesis/setup! nemesis test)))
  (invoke! [_ test op] (nemesis/invoke! nemesis test op))
  (teardown! [_ test] (nemesis/teardown! nemesis test)))

(defn packet-package [opts]
  (update (combined/packet-package
            (assoc opts :faults #{:packet}, :packet {:targets   [:one :minority :majority :all]
                                                     :behaviors packet-behaviors}))
          :nemesis ->NetemNeeded))

;; Chains: no fault, but the last thing that is done to the nodes

(defn- settled?
  "Whether all these nodes answer, have applied one height, and somebody leads."
  [cluster nodes]
  (let [states (util/real-pmap #(chains/status cluster %) nodes)]
    (and (every? some? states)
         (apply = (map #(get % "applied") states))
         (some #(not= "0.0.0" (get % "leads")) states))))

(defrecord Collector [cluster victims]
  nemesis/Reflection
  (fs [_] #{:collect-chains})

  nemesis/Nemesis
  (setup! [this _] this)
  (invoke! [_ test op]
    (let [nodes (remove @victims (:nodes test))
          together? (loop [tries 240]
                      (cond (settled? @cluster nodes) true
                            (zero? tries) false
                            :else (do (Thread/sleep 250) (recur (dec tries)))))]
      (when-not together?
        (warn "not all nodes reached one height within 60 s"))
      (assoc op
             :settled? together?
             :value
             (into (sorted-map)
                   (for [node (:nodes test)]
                     (let [{:keys [complete? blocks] :as chain} (chains/read-chain @cluster node)]
                       (if complete?
                         (do (chains/write-file chain (store/path! test (name node) "chain.edn"))
                             [node (count blocks)])
                         [node :unreachable])))))))
  (teardown! [_ _]))

(defn collector [cluster victims]
  {:nemesis         (->Collector cluster victims)
   :generator       nil
   :final-generator (gen/once {:type :info, :f :collect-chains})
   :perf            #{}})

;; All together

(defn package
  "The nemesis of a test: `faults` is a set, `interval` the mean time in seconds from one fault of
  a kind to the next of that kind. The chains are collected in the end, whatever the faults."
  [{:keys [cluster faults] :as opts}]
  (let [victims (atom #{})
        opts (assoc opts :victims victims)]
    (combined/compose-packages
      (cond-> []
        (:partition faults) (conj (partition-package opts))
        (some faults [:kill :pause]) (conj (process-package opts))
        (:packet faults) (conj (packet-package opts))
        (:damage faults) (conj (damage-package opts))
        (:clock faults)  (conj (clock/package cluster opts))
        true             (conj (collector cluster victims))))))
