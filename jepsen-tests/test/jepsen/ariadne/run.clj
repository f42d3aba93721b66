(ns jepsen.ariadne.run
  "Runs the tests without Leiningen: all of them where Jepsen is on the class path, else those that
  do without, and it says which it did not run."
  (:require [clojure.java.io :as io]
            [clojure.string :as str]
            [clojure.test :as test]))

(def plain '[carry database grudge inventory judge])
(def with-jepsen '[checker clock generator nemesis options])

(defn- namespaces [names]
  (map #(symbol (str "jepsen.ariadne." % "-test")) names))

(defn -main [& _]
  (let [jepsen? (io/resource "jepsen/core.clj")
        chosen (namespaces (if jepsen? (concat plain with-jepsen) plain))]
    (apply require chosen)
    (let [{:keys [pass fail error]} (apply test/run-tests chosen)]
      (when-not jepsen?
        (println "not run, since Jepsen is not on the class path:"
                 (str/join ", " (namespaces with-jepsen))))
      (println (str pass " passed, " (+ fail error) " failed"))
      (shutdown-agents)
      (System/exit (if (zero? (+ fail error)) 0 1)))))
