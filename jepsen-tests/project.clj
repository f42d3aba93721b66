(defproject ariadne/jepsen-tests "0.1.0"
  :description "Jepsen tests of Ariadne, judged by Knossos, Elle and its own checker"
  :license {:name "Apache-2.0"}
  :min-lein-version "2.9.0"
  :dependencies [[org.clojure/clojure "1.12.5"]
                 [jepsen "0.3.13"]
                 [ariadne/ariadne-node "0.1.0"]
                 [ariadne/ariadne-checker "0.1.0"]]
  :main jepsen.ariadne.core
  ;; Where Clojars is out of reach: Leiningen's own base profile names what is only there.
  :aliases {"bare" ["with-profile" "-base,-dev"]}
  :test-selectors {:default (constantly true)
                   ;; needs Clojure and Ariadne's own jars, but no Jepsen
                   :plain   :plain}
  :jvm-opts ["-Xmx4g" "-Djava.awt.headless=true" "-XX:-OmitStackTraceInFastThrow"])
