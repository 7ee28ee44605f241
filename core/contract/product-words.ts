export { nounOfRun, type WordsOf, wordsOf } from "../idp/product-words.ts";
