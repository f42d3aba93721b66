(ns jepsen.ariadne.inventory
  "Reads the machines out of Ansible's inventory, an INI file, so that they stand in one place.
  Of Ansible's language it knows what ansible/inventory.ini uses: groups, NAME:vars,
  NAME:children, ranges such as n[1:5], quotes, and {{ inventory_dir }}."
  (:require [clojure.java.io :as io]
            [clojure.string :as str]))

(defn- bad [file line why]
  (throw (ex-info (str file (when line (str ":" line)) ": " why) {:type ::bad})))

(defn- unquoted [text]
  (if-let [[_ _ inner] (re-matches #"(['\"])(.*)\1" text)] inner text))

(defn- expand
  "n[1:3] is n1, n2, n3; [01:10] keeps its zeros."
  [pattern]
  (if-let [[_ before from to after] (re-matches #"(.*?)\[(\d+):(\d+)\](.*)" pattern)]
    (let [width (count from)]
      (for [i (range (parse-long from) (inc (parse-long to)))
            rest-of-it (expand after)]
        (str before (format (str "%0" width "d") i) rest-of-it)))
    [pattern]))

(defn- variables
  "name=value pairs of a host's line; values may be quoted and then hold blanks."
  [text]
  (into {} (for [[_ k v] (re-seq #"([\w.]+)=('[^']*'|\"[^\"]*\"|\S*)" text)]
             [k (unquoted v)])))

(defn- add-line [file inventory [number line]]
  (let [line (str/trim (str/replace line #"(^|\s)[#;].*" ""))
        [group kind] (:section inventory)]
    (cond
      (str/blank? line) inventory

      (str/starts-with? line "[")
      (if-let [[_ group kind] (re-matches #"\[([\w.-]+)(?::(vars|children|hosts))?\]" line)]
        (assoc inventory :section [group (keyword (or kind "hosts"))])
        (bad file number (str "not a section: " line)))

      (= :vars kind)
      (if-let [[_ k v] (re-matches #"([\w.]+)\s*=\s*(.*)" line)]
        (assoc-in inventory [:vars group k] (unquoted v))
        (bad file number (str "not NAME=VALUE: " line)))

      (= :children kind)
      (update-in inventory [:children group] (fnil conj []) line)

      :else
      (let [[pattern more] (str/split line #"\s+" 2)
            vars (variables (or more ""))]
        (reduce (fn [inventory host]
                  (-> inventory
                      (update-in [:hosts group] (fnil conj []) host)
                      (update-in [:host-vars host] merge vars)))
                inventory
                (expand pattern))))))

(defn- members [inventory group]
  (distinct (concat (get-in inventory [:hosts group])
                    (mapcat #(members inventory %) (get-in inventory [:children group])))))

(defn- port [file text]
  (let [number (some-> text parse-long)]
    (cond (nil? text) 22
          (and number (< 0 number 65536)) number
          :else (bad file nil (str "ansible_port=" text " is no port")))))

(defn- machine [file dir inventory group host]
  (let [vars (merge (get-in inventory [:vars "all"])
                    (get-in inventory [:vars group])
                    (get-in inventory [:host-vars host]))
        value (fn [k] (some-> (get vars k)
                              (str/replace #"\{\{\s*inventory_dir\s*\}\}"
                                           (java.util.regex.Matcher/quoteReplacement dir))))]
    {:name    host
     :address (or (value "ansible_host") host)
     :port    (port file (value "ansible_port"))
     :user    (value "ansible_user")
     :key     (some-> (value "ansible_ssh_private_key_file") io/file .toPath .normalize str)}))

(defn parse
  "The machines of a group, in order: maps of :name, :address, :port, :user and :key.
  `file` is what errors name; `dir` stands for {{ inventory_dir }}."
  ([file dir text] (parse file dir text "nodes"))
  ([file dir text group]
   (let [inventory (reduce (partial add-line file)
                           {:section ["ungrouped" :hosts]}
                           (map-indexed #(vector (inc %1) %2) (str/split-lines text)))
         hosts     (members inventory group)]
     (when (empty? hosts)
       (bad file nil (str "no machine stands in the group [" group "]")))
     (mapv #(machine file dir inventory group %) hosts))))

(defn load-file!
  "The machines of an inventory file; its mistakes are one line that names it."
  [path]
  (let [file (io/file path)]
    (when-not (.isFile file)
      (bad path nil "there is no such inventory file"))
    (parse path (.getCanonicalPath (.getParentFile (.getCanonicalFile file))) (slurp file))))
