(ns jepsen.ariadne.clock
  "Clock faults. A container shares its clock with the host, which must never be touched: there the
  node follows a lab clock file, and libfaketime moves the wall clock of its process. In a virtual
  machine it is the machine's own clock, by Jepsen's tools. Anywhere else: refused."
  (:require [clojure.string :as str]
            [clojure.tools.logging :refer [info]]
            [jepsen.ariadne.chains :as chains]
            [jepsen.control :as c]
            [jepsen.generator :as gen]
            [jepsen.nemesis :as nemesis]
            [jepsen.nemesis.time :as nt]
            [jepsen.random :as rand]
            [jepsen.util :as util]))

(def lab-env "/etc/ariadne/lab.env")
(def directory "/run/ariadne-lab")
(def clock-file (str directory "/clock"))
(def faketime-file (str directory "/faketime"))

(defn mechanism
  "From what systemd-detect-virt says with --container and with --vm: :file, :machine, or nil."
  [container vm]
  (cond (not= "none" (str/trim container)) :file
        (not= "none" (str/trim vm))        :machine))

(defn- ask-mechanism []
  (let [ask #(c/exec :sh :-c (str "systemd-detect-virt " % " || true"))]
    (or (mechanism (ask "--container") (ask "--vm"))
        (throw (ex-info (str "clock faults are refused on " c/*host* ": it is neither a container"
                             " nor a virtual machine, and a real clock is not ours to move")
                        {:type ::refused})))))

(defn- decimals
  "A number with three decimals and, if wanted, its sign, whatever the language of this machine."
  [pattern number]
  (String/format java.util.Locale/ROOT pattern (object-array [number])))

(defn setting
  "The two files' lines: milliseconds added to the wall clock, and the rate of both clocks."
  [offset-millis rate]
  {:clock    (str "offsetMillis=" offset-millis " rate=" rate)
   :faketime (decimals "%+.3f" (/ offset-millis 1000.0))})

(defn- replace-command
  "Shell that replaces both files, each at once, so that nobody reads half of one."
  [offset-millis rate]
  (let [{:keys [clock faketime]} (setting offset-millis rate)]
    (str "cd " directory
         " && echo '" clock "' > clock.new && mv clock.new clock"
         " && echo '" faketime "' > faketime.new && mv faketime.new faketime")))

(defn- set-file! [offset-millis rate]
  (c/su (c/exec :sh :-c (replace-command offset-millis rate))))

(defn- strobe-command
  "Shell that throws the clock forth and back, a bounded number of times."
  [{:keys [delta period duration]}]
  (let [times (max 1 (min 2000 (long (/ (* 1000 duration) (* 2 period)))))
        pause (decimals "%.3f" (/ period 1000.0))]
    (str "for i in $(seq " times "); do " (replace-command delta 1.0) "; sleep " pause "; "
         (replace-command 0 1.0) "; sleep " pause "; done")))

(defn- faketime-library []
  (let [found (c/exec :sh :-c
                      (str "ls /usr/lib/*/faketime/libfaketimeMT.so.1 "
                           "/usr/lib/faketime/libfaketimeMT.so.1 2>/dev/null | head -n 1"))]
    (when-not (str/blank? found) found)))

(defn- environment [library]
  (str/join "\n" (cons (str "ARIADNE_LAB_CLOCK=" clock-file)
                       (when library
                         ;; The one setting under which a JVM's waits stay right.
                         [(str "LD_PRELOAD=" library)
                          (str "FAKETIME_TIMESTAMP_FILE=" faketime-file)
                          "FAKETIME_DONT_FAKE_MONOTONIC=1"
                          "FAKETIME_FORCE_MONOTONIC_FIX=0"
                          "FAKETIME_NO_CACHE=1"]))))

(defn prepare!
  "Before the node of this machine starts."
  []
  (case (ask-mechanism)
    :file (let [library (faketime-library)]
            (when-not library
              (info "no libfaketime on" c/*host* "- the lab clock alone goes wrong"))
            (c/su (c/exec :mkdir :-p directory)
                  (c/exec :chmod "755" directory)
                  (set-file! 0 1.0)
                  (c/exec :sh :-c (str "printf '%s\\n' '" (environment library) "' > " lab-env))))
    :machine (do (nt/install!) (nt/maybe-disable-ntp!))))

(defn- reset-machine!
  "By the control machine's clock: the lab has no way out to a time server."
  []
  (nemesis/set-time! (/ (System/currentTimeMillis) 1000)))

(defn clear!
  "When the test is over: nothing is left of the lab. A machine's real clock was reset by the
  nemesis."
  []
  (c/su (c/exec :rm :-rf lab-env directory)))

(defn- offsets
  "How far each node's wall clock is from ours, in seconds, by what the nodes say themselves."
  [cluster nodes]
  (->> nodes
       (util/real-pmap (fn [node]
                         (when-let [millis (some-> (chains/status cluster node)
                                                   (get "wall-millis") parse-long)]
                           [node (/ (- millis (System/currentTimeMillis)) 1000.0)])))
       (into {})))

(defn- bump! [how millis]
  (case how
    :file    (set-file! millis 1.0)
    :machine (nt/bump-time! millis)))

(defn- strobe! [how {:keys [delta period duration] :as plan}]
  (case how
    :file    (c/su (c/exec :sh :-c (strobe-command plan)))
    :machine (nt/strobe-time! delta period duration)))

(defn- reset-clock! [how]
  (case how
    :file    (set-file! 0 1.0)
    :machine (reset-machine!)))

(defn- on-nodes! [test nodes f]
  (c/on-nodes test nodes (fn [_ node] (f (ask-mechanism) node))))

(defrecord ClockNemesis [cluster]
  nemesis/Reflection
  (fs [_] #{:check-clock-offsets :reset-clock :bump-clock :strobe-clock})

  nemesis/Nemesis
  (setup! [this _] this)
  (invoke! [_ test {:keys [f value] :as op}]
    (case f
      :check-clock-offsets nil
      :reset-clock  (on-nodes! test value (fn [how _] (reset-clock! how)))
      :bump-clock   (on-nodes! test (keys value) (fn [how node] (bump! how (value node))))
      :strobe-clock (on-nodes! test (keys value) (fn [how node] (strobe! how (value node)))))
    (assoc op :clock-offsets (offsets @cluster (:nodes test))))
  (teardown! [_ test]
    (on-nodes! test (:nodes test) (fn [how _] (reset-clock! how)))))

(defn- jump-millis
  "4 ms to 262 s, each order of magnitude as likely as the next, forth or back."
  []
  (* (rand/nth [-1 1]) (long (Math/pow 2 (+ 2 (rand/double 16))))))

(defn- targets [test]
  (rand/nonempty-subset (:nodes test)))

(defn- bump [test _]
  {:type :info, :f :bump-clock, :value (zipmap (targets test) (repeatedly jump-millis))})

(defn- strobe [test _]
  {:type :info, :f :strobe-clock
   :value (zipmap (targets test)
                  (repeatedly (fn [] {:delta    (abs (jump-millis))
                                      :period   (+ 20 (rand/long 180))
                                      :duration (+ 1 (rand/long 2))})))})

(defn- reset-some [test _]
  {:type :info, :f :reset-clock, :value (targets test)})

(def check-offsets {:type :info, :f :check-clock-offsets})

(defn package
  "The nemesis, its generator, and the generator that heals it."
  [cluster {:keys [interval]}]
  {:nemesis         (->ClockNemesis cluster)
   :generator       (gen/phases check-offsets
                                (gen/stagger interval (gen/mix [bump bump strobe reset-some])))
   :final-generator (gen/once (fn [test _]
                                {:type :info, :f :reset-clock, :value (:nodes test)}))
   :perf            #{{:name  "clock"
                       :start #{:bump-clock}
                       :stop  #{:reset-clock}
                       :fs    #{:strobe-clock}
                       :color "#A0E9E3"}}})
