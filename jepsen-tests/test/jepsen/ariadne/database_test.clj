(ns ^:plain jepsen.ariadne.database-test
  (:require [clojure.test :refer [deftest is testing]]
            [jepsen.ariadne.database :as database])
  (:import (ariadne.client Endpoint Outcome$Ok Outcome$Reason Outcome$Refused Outcome$Unknown)
           (ariadne.kv Applied Bytes Entry OperationId Position Result$Done Result$Mismatch)
           (ariadne.wire Answer$Value)
           (java.util Optional)))

(defn- bytes-of [^String text] (Bytes/of (.getBytes text "UTF-8")))

(def id (Optional/of (OperationId. 7 3)))

(deftest outcomes-are-told-apart
  (is (= {:end :ok, :node "n2", :id [7 3], :position [12 4]}
         (database/reply
           (Outcome$Ok. (Applied. (Result$Done.) (Position. 12 4) false) "n2" id))))
  (is (= {:end :mismatch, :node "n2", :id [7 3], :position [12 4], :value "5"}
         (database/reply
           (Outcome$Ok. (Applied. (Result$Mismatch. (bytes-of "5") (Position. 9 0))
                                  (Position. 12 4) false) "n2" id))))
  (is (= {:end :ok, :node "n3", :id nil, :position [15], :value "6"}
         (database/reply
           (Outcome$Ok. (Answer$Value. (Entry. (bytes-of "6") (Position. 9 0)) 15)
                        "n3" (Optional/empty)))))
  (is (= {:end :refused, :id [7 3], :why "NO_LEADER: nobody leads"}
         (database/reply (Outcome$Refused. Outcome$Reason/NO_LEADER "nobody leads" id))))
  (is (= {:end :unknown, :id [7 3], :why "no answer"}
         (database/reply (Outcome$Unknown. "no answer" id)))))

(deftest a-cluster-is-known-from-a-node-s-config
  (let [cluster (database/cluster-of (str "cluster=lab\nnode=n1\ndata=/var/lib/ariadne/data\n"
                                          "listen=192.168.56.11:7001\nadmin=192.168.56.11:7101\n"
                                          "member.n1=192.168.56.11:7001\n"
                                          "member.n2=192.168.56.12:7001\n"))]
    (is (= "lab" (:cluster cluster)))
    (is (= {"n1" ["192.168.56.11" 7001], "n2" ["192.168.56.12" 7001]} (:members cluster)))
    (is (= {"n1" ["192.168.56.11" 7101]} (:admins cluster)))))

(deftest a-client-speaks-to-its-own-node-first
  (let [cluster {:cluster "lab", :members (into {} (for [i (range 1 6)]
                                                     [(str "n" i) ["127.0.0.1" (+ 7000 i)]]))}]
    (is (= ["n3" "n1" "n2" "n4" "n5"]
           (map #(.name ^Endpoint %) (database/endpoints cluster "n3"))))))

(deftest a-cluster-that-is-not-there-refuses
  (testing "nothing was ever sent, so nothing can have happened"
    (let [db (database/open {:cluster "lab", :members {"n1" ["127.0.0.1" 1]}} "n1")]
      (try
        (is (= :refused (:end (database/write-key db "a" "1"))))
        (is (= :refused (:end (database/read-key db "a"))))
        (finally (database/close db))))))
