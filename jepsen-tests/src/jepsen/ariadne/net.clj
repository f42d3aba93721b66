(ns jepsen.ariadne.net
  "Cuts between machines: iptables at the receiver, in a chain of its own, so that rules that
  stood there before stay. Delay and loss are Jepsen's, by netem."
  (:require [jepsen.control :as c]
            [jepsen.control.net :as cn]
            [jepsen.net :as net]
            [jepsen.net.proto :as proto]))

(def chain "ARIADNE-LAB")

(defn- ip [test node]
  (or (get-in test [:machines node :address]) (cn/ip node)))

(defn- flush! []
  (c/su (c/exec :sh :-c (str "iptables -w -F " chain " 2>/dev/null || true"))))

(defn- drop-from! [ips]
  (c/su (c/exec :sh :-c
                (str "iptables -w -n -L " chain " >/dev/null 2>&1 || iptables -w -N " chain "; "
                     "iptables -w -C INPUT -j " chain " 2>/dev/null || iptables -w -I INPUT -j "
                     chain))
        (doseq [ip ips]
          (c/exec :iptables :-w :-A chain :-s ip :-j :DROP))))

(defn remove!
  "Takes the chain away from this machine."
  []
  (c/su (c/exec :sh :-c (str "iptables -w -D INPUT -j " chain " 2>/dev/null; iptables -w -F " chain
                             " 2>/dev/null; iptables -w -X " chain " 2>/dev/null; true"))))

(def iptables
  (reify
    proto/Net
    (drop! [_ test from to]
      (c/on-nodes test [to] (fn [_ _] (drop-from! [(ip test from)]))))
    (heal! [_ test]
      (c/with-test-nodes test (flush!)))
    (slow! [_ test] (proto/slow! net/iptables test))
    (slow! [_ test opts] (proto/slow! net/iptables test opts))
    (flaky! [_ test] (proto/flaky! net/iptables test))
    (fast! [_ test] (proto/fast! net/iptables test))
    (shape! [_ test nodes behavior] (proto/shape! net/iptables test nodes behavior))

    proto/PartitionAll
    (drop-all! [_ test grudge]
      (c/on-nodes test (keys grudge)
                  (fn [_ node] (drop-from! (map #(ip test %) (grudge node))))))))
