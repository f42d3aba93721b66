(ns jepsen.ariadne.core
  "The command line: test, test-all, analyze, serve; and the test map."
  (:require [jepsen.ariadne.append :as append]
            [jepsen.ariadne.bank :as bank]
            [jepsen.ariadne.checker :as ariadne]
            [jepsen.ariadne.database :as database]
            [jepsen.ariadne.db :as db]
            [jepsen.ariadne.nemesis :as nemesis]
            [jepsen.ariadne.net :as net]
            [jepsen.ariadne.options :as options]
            [jepsen.ariadne.register :as register]
            [jepsen.ariadne.remote :as remote]
            [jepsen.ariadne.set :as set]
            [jepsen.checker :as checker]
            [jepsen.cli :as cli]
            [jepsen.db :as jdb]
            [jepsen.generator :as gen]
            [jepsen.tests :as tests])
  (:gen-class))

(def workloads
  {:register register/workload
   :set      set/workload
   :append   append/workload
   :bank     bank/workload})

(def crash-pattern
  "What a node's log says when it stops by itself."
  #"FATAL|Exception in thread|OutOfMemoryError|StackOverflowError|hs_err_pid")

(defn- generator
  "Clients work and faults strike until the time is over; then everything is healed, the nodes come
  together, the workload has its last word, and the chains are collected."
  [{:keys [time-limit rate]} workload nemesis]
  (gen/phases
    (->> (:generator workload)
         (gen/stagger (/ rate))
         (gen/nemesis (gen/phases (gen/sleep 3) (:generator nemesis)))
         (gen/time-limit time-limit))
    (gen/log "Healing")
    (gen/nemesis (:final-generator nemesis))))

(defn- cluster-of [{:keys [cluster-file]}]
  (atom (when cluster-file (database/cluster-of (slurp cluster-file)))))

(defn- checks [workload nemesis]
  (ariadne/told
    (checker/compose
      (merge (:checker workload)
             {:perf       (checker/perf {:nemeses (:perf nemesis)})
              :clock      (checker/clock-plot)
              :stats      (checker/stats)
              :exceptions (checker/unhandled-exceptions)
              :crash      (checker/log-file-pattern crash-pattern "node.log")
              :settled    (ariadne/settled)}))))

(defn ariadne-test
  "The test that the options ask for."
  [{:keys [nodes machines ssh workload] :as opts}]
  (let [cluster  (cluster-of opts)
        dummy?   (:dummy? ssh)
        faults   (:nemesis opts)
        db       (if dummy? jdb/noop (db/ariadne cluster {:faults faults}))
        nodes    (if dummy? (vec (sort (keys (:members @cluster)))) nodes)
        workload ((workloads workload) (assoc opts
                                              :cluster cluster
                                              ;; A cluster that ran before has keys of its own.
                                              :prefix (if dummy?
                                                        (str (System/currentTimeMillis) "-")
                                                        "")))
        nemesis  (nemesis/package {:db db, :cluster cluster, :faults faults
                                   :interval (:nemesis-interval opts)})]
    (merge tests/noop-test
           opts
           (:test workload)
           {:name      (str "ariadne-" (name (:workload opts)))
            :nodes     nodes
            :remote    (remote/remote machines)
            :net       net/iptables
            :db        db
            :client    (:client workload)
            :nemesis   (:nemesis nemesis)
            :plot      {:nemeses (:perf nemesis)}
            :generator (generator opts workload nemesis)
            :checker   (checks workload nemesis)})))

(defn- all-tests
  "Each workload (or the one that was asked for), --test-count times."
  [opts]
  (for [_ (range (:test-count opts))
        workload (if-let [one (:workload opts)] [one] (sort (keys workloads)))]
    (ariadne-test (assoc opts :workload workload))))

(defn -main
  "Exit codes are Jepsen's: 0 valid, 1 invalid, 2 unknown, 254 bad arguments, 255 the lab failed."
  [& args]
  (cli/run! (merge (cli/single-test-cmd
                     {:usage    (cli/test-usage)
                      :test-fn  ariadne-test
                      :opt-spec (conj options/common
                                      (options/workload-option (keys workloads) :register))
                      :opt-fn*  options/parsed})
                   (cli/test-all-cmd
                     {:tests-fn all-tests
                      :opt-spec (conj options/common
                                      (options/workload-option (keys workloads) nil))
                      :opt-fn*  options/parsed})
                   (cli/serve-cmd))
            args))
