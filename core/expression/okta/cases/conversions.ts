import type { Cases } from "./case.ts";

const NUMBER = { error: "EXPRESSION_NOT_A_NUMBER" };
const COUNTRY = { error: "EXPRESSION_NO_SUCH_COUNTRY" };

/** Conversions of numbers and countries' codes. */
export const CONVERSION_CASES: Cases = {
  "Convert.toInt": [
    ["normal", "Convert.toInt('1234')", 1234, "§3 D"],
    ["normal", "Convert.toInt(123.4)", 123, "§3 D"],
    ["normal", "Convert.toInt(123.6)", 124, "§3 D"],
    ["null", "Convert.toInt(user.missing)", NUMBER, "§5 I: its twin throws"],
    ["empty", "Convert.toInt('')", NUMBER, "§5 I: its twin throws"],
    ["many", "Convert.toInt(user.numbers)", NUMBER, "§5 I: its twin throws"],
    ["boundary", "Convert.toInt(-1.5)", -1, "Java: Math.round"],
    ["boundary", "Convert.toInt(2147483647.7)", -2147483648, "§5 D: its twin overflows"],
    ["error", "Convert.toInt('12 people')", NUMBER, "§5 D: its twin throws"],
  ],
  "Convert.toNum": [
    ["normal", "Convert.toNum('3.125')", 3.125, "§3 D"],
    ["null", "Convert.toNum(null)", NUMBER, "§5 I: its twin throws"],
    ["empty", "Convert.toNum(user.empty)", NUMBER, "§5 I: its twin throws"],
    ["many", "Convert.toNum(user.csv)", NUMBER, "§5 I: its twin throws"],
    ["boundary", "Convert.toNum(' -1e3 ')", -1000, "Java: Double.valueOf"],
    ["error", "Convert.toNum('0x1F')", NUMBER, "Java: Double.valueOf"],
  ],
  "Iso3166Convert.toAlpha2": [
    ["normal", 'Iso3166Convert.toAlpha2("IND")', "IN", "§3 D"],
    ["null", "Iso3166Convert.toAlpha2(null)", null, "§3 I"],
    ["empty", 'Iso3166Convert.toAlpha2("")', COUNTRY, "§3 I"],
    ["many", "Iso3166Convert.toAlpha2(user.colors)", COUNTRY, "§3 I"],
    ["boundary", 'Iso3166Convert.toAlpha2("in")', "IN", "§3 I: case does not count"],
    ["error", 'Iso3166Convert.toAlpha2("India")', COUNTRY, "§3 D: names are not taken"],
  ],
  "Iso3166Convert.toAlpha3": [
    ["normal", 'Iso3166Convert.toAlpha3("840")', "USA", "§3 D"],
    ["null", "Iso3166Convert.toAlpha3(user.missing)", null, "§3 I"],
    ["empty", "Iso3166Convert.toAlpha3(user.empty)", COUNTRY, "§3 I"],
    ["many", "Iso3166Convert.toAlpha3(user.csv)", COUNTRY, "§3 I"],
    ["boundary", 'Iso3166Convert.toAlpha3("4")', "AFG", "§3 I: zeros may be missing"],
    ["error", 'Iso3166Convert.toAlpha3("999")', COUNTRY, "§3 I"],
  ],
  "Iso3166Convert.toNumeric": [
    ["normal", 'Iso3166Convert.toNumeric("USA")', "840", "§3 D: a text"],
    ["null", "Iso3166Convert.toNumeric(null)", null, "§3 I"],
    ["empty", 'Iso3166Convert.toNumeric("")', COUNTRY, "§3 I"],
    ["many", "Iso3166Convert.toNumeric(user.numbers)", COUNTRY, "§3 I"],
    ["boundary", 'Iso3166Convert.toNumeric("AF")', "004", "ISO 3166-1"],
    ["error", 'Iso3166Convert.toNumeric("ZZ")', COUNTRY, "§3 I"],
  ],
  "Iso3166Convert.toName": [
    ["normal", 'Iso3166Convert.toName("IN")', "India", "§3 D"],
    ["null", "Iso3166Convert.toName(user.missing)", null, "§3 I"],
    ["empty", "Iso3166Convert.toName(user.empty)", COUNTRY, "§3 I"],
    ["many", "Iso3166Convert.toName(user.colors)", COUNTRY, "§3 I"],
    ["boundary", 'Iso3166Convert.toName("USA")', "United States", "§5 D"],
    ["error", 'Iso3166Convert.toName("XX")', COUNTRY, "§3 I"],
  ],
};
