/** What an expression in the making looks like, piece by piece: the window colours it by the tokens that are evaluated. */
export { type Piece, type PieceKind, readPieces } from "../expression/pieces.ts";
