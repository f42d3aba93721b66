(ns jepsen.ariadne.bank
  "Transfers between accounts. The store has no transactions over several keys yet, so all balances
  stand in one value, and a transfer is a read and one cas: what is tested is that key, hard."
  (:require [jepsen.ariadne.carry :as carry]
            [jepsen.ariadne.checker :as ariadne]
            [jepsen.ariadne.client :as client]
            [jepsen.tests.bank :as bank]))

(defn workload [{:keys [cluster prefix]}]
  (let [{:keys [accounts total-amount max-transfer checker generator]} (bank/test)]
    {:client    (client/client carry/bank cluster {:prefix       prefix
                                                   :accounts     accounts
                                                   :total-amount total-amount})
     :generator generator
     :test      {:accounts accounts, :total-amount total-amount, :max-transfer max-transfer}
     :checker   {:bank    checker
                 :ariadne (ariadne/witness :register true)}}))
