(ns jepsen.ariadne.clock-test
  (:require [clojure.test :refer [deftest is testing]]
            [jepsen.ariadne.clock :as clock]
            [jepsen.random :as rand]))

(deftest a-container-s-clock-is-its-host-s-and-never-moved
  (testing "systemd-nspawn inside a virtual machine is a container all the same"
    (is (= :file (clock/mechanism "systemd-nspawn\n" "kvm\n"))))
  (is (= :machine (clock/mechanism "none\n" "qemu\n")))
  (testing "bare metal, and what we cannot make out, is refused"
    (is (nil? (clock/mechanism "none\n" "none\n")))))

(deftest both-files-say-the-same
  (is (= {:clock "offsetMillis=-1500 rate=1.0", :faketime "-1.500"} (clock/setting -1500 1.0)))
  (is (= {:clock "offsetMillis=0 rate=1.0", :faketime "+0.000"} (clock/setting 0 1.0))))

(deftest a-strobe-ends-by-itself
  (let [command (#'clock/strobe-command {:delta 250, :period 20, :duration 3})]
    (is (re-find #"^for i in \$\(seq 75\); do " command))
    (is (re-find #"offsetMillis=250 " command))
    (testing "with the clock right in the end"
      (is (re-find #"offsetMillis=0 [^;]*; sleep 0.020; done$" command))))
  (testing "however long and quick it is asked to be"
    (is (re-find #"seq 2000\)" (#'clock/strobe-command {:delta 4, :period 1, :duration 60})))))

(deftest jumps-go-both-ways-and-from-milliseconds-to-minutes
  (let [jumps (rand/with-seed 7 (vec (repeatedly 1000 #(#'clock/jump-millis))))]
    (is (every? #(<= 4 (abs %) 262144) jumps))
    (is (some neg? jumps))
    (is (some pos? jumps))
    (is (some #(< (abs %) 16) jumps))
    (is (some #(< 65536 (abs %)) jumps))))
