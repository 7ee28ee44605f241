import type { Cases } from "./case.ts";

const ARITY = { error: "EXPRESSION_WRONG_ARITY" };
const CSV = "§3 D: a CSV text will do";
const SAFE = "§4 D: safe with null";

/** Functions of arrays. */
export const ARRAY_CASES: Cases = {
  "Arrays.add": [
    ["normal", "Arrays.add({10, 20, 30}, 40)", [10, 20, 30, 40], "§3 D"],
    ["null", 'Arrays.add(user.missing, "x")', ["x"], SAFE],
    ["empty", "Arrays.add({}, 1)", [1], "§3 D"],
    ["many", 'Arrays.add(user.colors, "red")', ["red", "blue", "red", "red"], "§3 D"],
    ["boundary", 'Arrays.add(user.csv, "green")', ["red", "blue", "green"], CSV],
    ["error", "Arrays.add({1})", ARITY, "§3 D"],
  ],
  "Arrays.remove": [
    ["normal", "Arrays.remove({10, 20, 30}, 20)", [10, 30], "§3 D"],
    ["null", "Arrays.remove(null, 20)", [], SAFE],
    ["empty", "Arrays.remove({}, 20)", [], "§3 D"],
    ["many", 'Arrays.remove(user.colors, "red")', ["blue", "red"], "§3 I: the first one, as Java's lists"],
    ["boundary", 'Arrays.remove({10, 20}, "20")', [10, 20], "§3 I: types count"],
    ["error", "Arrays.remove({1})", ARITY, "§3 D"],
  ],
  "Arrays.clear": [
    ["normal", "Arrays.clear({10, 20, 30})", [], "§3 D"],
    ["null", "Arrays.clear(null)", [], SAFE],
    ["empty", "Arrays.clear({})", [], "§3 D"],
    ["many", "Arrays.clear(user.colors)", [], "§3 D"],
    ["boundary", "Arrays.clear(user.csv)", [], CSV],
    ["error", "Arrays.clear()", ARITY, "§3 D"],
  ],
  "Arrays.get": [
    ["normal", "Arrays.get({0, 1, 2}, 0)", 0, "§3 D"],
    ["null", "Arrays.get(null, 0)", null, SAFE],
    ["empty", "Arrays.get({}, 0)", { error: "EXPRESSION_OUT_OF_RANGE" }, "§3 I: Java throws"],
    ["many", "Arrays.get(user.colors, 1)", "blue", "§3 D"],
    ["boundary", "Arrays.get(user.csv, 1)", "blue", CSV],
    ["error", "Arrays.get({1}, 1)", { error: "EXPRESSION_OUT_OF_RANGE" }, "§3 I: Java throws"],
    ["error", "Arrays.get({1}, 0.5)", { error: "EXPRESSION_NOT_A_NUMBER" }, "§9"],
  ],
  "Arrays.flatten": [
    ["normal", "Arrays.flatten(10, {20, 30}, 40)", [10, 20, 30, 40], "§3 D"],
    ["null", "Arrays.flatten(1, null, {2, null})", [1, 2], "§4 I"],
    ["empty", "Arrays.flatten({}, {})", [], "§3 D"],
    [
      "many",
      "Arrays.flatten('10, 20, 30, 40')",
      ["10", "20", "30", "40"],
      "§3 D: the parts of a CSV text are texts [I]",
    ],
    ["boundary", "Arrays.flatten({{1, {2}}, {3}})", [1, 2, 3], "§3 I: however deep"],
    ["error", "Arrays.flatten()", ARITY, "§3 D"],
  ],
  "Arrays.contains": [
    ["normal", "Arrays.contains({10, 20, 30}, 10)", true, "§3 D"],
    ["normal", "Arrays.contains({10, 20, 30}, 50)", false, "§3 D"],
    ["null", 'Arrays.contains(user.missing, "x")', false, SAFE],
    ["empty", 'Arrays.contains(user.none, "x")', false, "§3 D"],
    ["many", 'Arrays.contains(user.colors, "blue")', true, "§8 D"],
    ["boundary", 'Arrays.contains(user.csv, "blue")', true, CSV],
    ["boundary", "Arrays.contains('10, 20', 20)", true, CSV],
    ["boundary", 'Arrays.contains({10}, "10")', false, "§3 I: types count"],
    ["error", "Arrays.contains({10})", ARITY, "§3 D"],
  ],
  "Arrays.size": [
    ["normal", "Arrays.size({10, 20, 30})", 3, "§3 D"],
    ["null", "Arrays.size(NULL)", 0, "§3 D"],
    ["empty", "Arrays.size(user.empty)", 0, CSV],
    ["many", "Arrays.size(user.colors)", 3, "§3 D"],
    ["boundary", "Arrays.size(user.csv)", 2, CSV],
    ["error", "Arrays.size()", ARITY, "§3 D"],
  ],
  "Arrays.isEmpty": [
    ["normal", "Arrays.isEmpty({10, 20})", false, "§3 D"],
    ["null", "Arrays.isEmpty(NULL)", true, "§3 D"],
    ["empty", "Arrays.isEmpty({})", true, "§3 D"],
    ["many", "Arrays.isEmpty(user.colors)", false, "§3 D"],
    ["boundary", "Arrays.isEmpty(user.empty)", true, CSV],
    ["error", "Arrays.isEmpty({}, {})", ARITY, "§3 D"],
  ],
  "Arrays.toCsvString": [
    ["normal", 'Arrays.toCsvString({"This", "is", " a ", "test"})', "This,is, a ,test", "§3 D: nothing is trimmed"],
    ["null", "Arrays.toCsvString(null)", "", SAFE],
    ["empty", "Arrays.toCsvString({})", "", "§3 D"],
    ["many", "Arrays.toCsvString(user.numbers)", "10,20,30", "§3 D"],
    ["boundary", "Arrays.toCsvString(user.csv)", "red, blue", CSV],
    ["error", "Arrays.toCsvString()", ARITY, "§3 D"],
  ],
};
