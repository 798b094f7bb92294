# Sets options of a configuration file, of which all else stays. WANTED has a line for each: section TAB option TAB value, \001 for a line break in it,
# \002 and \003 around what an address takes percent-encoded only (RFC 3986); it goes by bytes, so with LC_ALL=C. BLOCK are the lines of a block between two
# marks. form is oslo, paste, python or shell; with check=1 nothing is printed and the exit code tells whether all is so.
function encoded(t,  i, c, all) {
  for (i = 1; i <= length(t); i++) { c = substr(t, i, 1); all = all (c ~ /[A-Za-z0-9._~-]/ ? c : sprintf("%%%02X", number[c])) }
  return all
}
function trim(t) { sub(/^[ \t]+/, "", t); sub(/[ \t]+$/, "", t); return t }
function same(have, want) {
  if (tolower(want) == "true" || tolower(want) == "false") return tolower(have) == tolower(want)
  return have == want || form == "python" && index(have, want) == 1 && substr(have, length(want) + 1) ~ /^[ \t]*#/
}
BEGIN {
  ini = form == "oslo" || form == "paste"; between = form == "shell" ? "=" : " = "
  for (i = 1; i < 256; i++) number[sprintf("%c", i)] = i
  n = split(ENVIRON["WANTED"], rows, "\n")
  for (i = 1; i <= n; i++) if (rows[i] != "") {
    a = index(rows[i], "\t"); rest = substr(rows[i], a + 1); b = index(rest, "\t"); value = substr(rest, b + 1)
    gsub(/\001/, "\n", value)
    while ((m = index(value, "\002")) && (e = index(value, "\003")) > m) value = substr(value, 1, m - 1) encoded(substr(value, m + 1, e - m - 1)) substr(value, e + 1)
    if (form == "oslo") gsub(/\$/, "$$", value)
    if (form == "paste") gsub(/%/, "%%", value)
    if (form == "oslo" && (value ~ /^[ \t"\047]/ || value ~ /[ \t"\047]$/)) value = "\"" value "\""
    wanted++; s[wanted] = substr(rows[i], 1, a - 1); o[wanted] = substr(rest, 1, b - 1); v[wanted] = value
    own[s[wanted] SUBSEP o[wanted]] = 1
  }
}
{ line[NR] = $0 }
END {
  for (i = 1; i <= NR; i++) {
    l = line[i]; sub(/\r$/, "", l)
    if (l ~ /^#START_MURANO_DASHBOARD[ \t]*$/) marked = 1
    if (ini && l ~ /^\[[^]]*\]/) { name = l; sub(/^\[/, "", name); sub(/\].*$/, "", name); owner = ""; last[name] = i; continue }
    if (l ~ /^[ \t]*$/ || l ~ /^[#;]/) { owner = ""; continue }
    if (l ~ /^[ \t]/) {
      if (ini && owner != "") { more[i] = owner; have[owner] = have[owner] "\n" trim(l); last[name] = i }
      continue
    }
    p = ini ? match(l, /[=:]/) : index(l, "="); key = trim(substr(l, 1, p - 1))
    if (form == "shell") sub(/^export[ \t]+/, "", key)
    if (!p || !ini && (key !~ /^[A-Za-z_][A-Za-z0-9_]*$/ || substr(l, p + 1, 1) == "=")) { owner = ""; continue }
    owner = name SUBSEP key; rest = substr(l, p + 1); match(rest, /^[ \t]*/); begins = substr(l, 1, p) substr(rest, 1, RLENGTH)
    # what an installer has appended again on each run
    if (form == "python" && owner in own && before[owner] == begins) { gone[at[owner]] = 1; repeated = 1 }
    at[owner] = i; before[owner] = begins; have[owner] = trim(rest); last[name] = i
  }
  if (!ini && NR) last[""] = NR
  bad = repeated || ENVIRON["BLOCK"] != "" && !marked
  for (w = 1; w <= wanted; w++) {
    k = s[w] SUBSEP o[w]
    if (k in at && same(have[k], v[w])) continue
    bad = 1; text = v[w]; gsub(/\n/, "\n    ", text)
    if (k in at) {
      replaced[at[k]] = before[k] text
      for (i in more) if (more[i] == k) gone[i] = 1
    } else if (s[w] in last) {
      added[last[s[w]]] = added[last[s[w]]] o[w] between text "\n"
    } else {
      if (!(s[w] in tail)) order[++sections] = s[w]
      tail[s[w]] = tail[s[w]] o[w] between text "\n"
    }
  }
  if (check) exit bad
  for (i = 1; i <= NR; i++) {
    if (!(i in gone)) print (i in replaced ? replaced[i] : line[i])
    if (i in added) printf "%s", added[i]
  }
  for (i = 1; i <= sections; i++) {
    if (ini) printf "%s[%s]\n", NR ? "\n" : "", order[i]
    printf "%s", tail[order[i]]
  }
  if (ENVIRON["BLOCK"] != "" && !marked) printf "#START_MURANO_DASHBOARD\n%s\n#END_MURANO_DASHBOARD\n", ENVIRON["BLOCK"]
}
