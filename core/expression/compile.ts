import { ExpressionError, type Span } from "./expression-error.ts";
import type { EvaluationInput } from "./input.ts";
import type {
  Argument,
  CallNode,
  ConditionalNode,
  IndexNode,
  KeywordNode,
  ListNode,
  LiteralNode,
  MapNode,
  MemberNode,
  MethodNode,
  NegationNode,
  Node,
  OperationNode,
  ProjectionNode,
  ReferenceNode,
  TemplateNode,
} from "./tree.ts";
import type { Effect, ExpressionValue } from "./value.ts";

/** One evaluation while it goes on. A session is made once and used for many people, one after another. */
export interface Session {
  input: EvaluationInput;
  /** What happened beside the value. */
  effects: Effect[];
  /** The value of each sub-expression, in the order in which they were worked out; absent: nobody wants to know. */
  log: LogEntry[] | undefined;
}

/** A session for a first person. `log`: whether the values of sub-expressions are noted. */
export function createSession(input: EvaluationInput, log: boolean): Session {
  return { input, effects: [], log: log ? [] : undefined };
}

/** The value of one sub-expression, with its place in the text. */
export interface LogEntry extends Span {
  readonly value: ExpressionValue;
}

/** A tree made ready to run: closures all the way down. */
export type Run = (session: Session) => ExpressionValue;

/** What a language makes of each kind of node. A kind that its parser never gives may be left out. */
export interface Semantics {
  literal(node: LiteralNode): Run;
  reference(node: ReferenceNode): Run;
  /** `args[i]` is undefined where the slot is not given. */
  call(node: CallNode, args: readonly (Run | undefined)[]): Run;
  operation(node: OperationNode, left: Run, right: Run): Run;
  keyword?(node: KeywordNode): Run;
  method?(node: MethodNode, of: Run, args: readonly (Run | undefined)[]): Run;
  member?(node: MemberNode, of: Run): Run;
  index?(node: IndexNode, of: Run, index: Run): Run;
  projection?(node: ProjectionNode, of: Run): Run;
  negation?(node: NegationNode, of: Run): Run;
  conditional?(node: ConditionalNode, condition: Run, then: Run | undefined, otherwise: Run): Run;
  list?(node: ListNode, items: readonly Run[]): Run;
  map?(node: MapNode, entries: readonly { readonly key: Run; readonly value: Run }[]): Run;
  template?(node: TemplateNode, parts: readonly Run[]): Run;
}

/**
 * The walk that every language shares: compiles a tree into closures. With `log`, each closure notes its value in the
 * session's log; without, nothing of the log costs anything. An ExpressionError for a kind of node that the language
 * does not have.
 */
export function compileTree(node: Node, semantics: Semantics, options: { readonly log: boolean }): Run {
  const compile = (child: Node): Run => {
    const run = compileNode(child, semantics, compile);
    return options.log ? logged(child, run) : run;
  };
  return compile(node);
}

function logged({ from, to }: Span, run: Run): Run {
  return (session) => {
    const value = run(session);
    session.log?.push({ from, to, value });
    return value;
  };
}

type Compile = (node: Node) => Run;

function compileNode(node: Node, semantics: Semantics, compile: Compile): Run {
  switch (node.kind) {
    case "literal":
      return semantics.literal(node);
    case "reference":
      return semantics.reference(node);
    case "call":
      return semantics.call(node, compileArguments(node.args, compile));
    case "operation":
      return semantics.operation(node, compile(node.left), compile(node.right));
    default:
      return compileRest(node, semantics, compile) ?? refuse(node);
  }
}

type Rest =
  | KeywordNode
  | MethodNode
  | MemberNode
  | IndexNode
  | ProjectionNode
  | NegationNode
  | ConditionalNode
  | ListNode
  | MapNode
  | TemplateNode;

/** The kinds that not every language has; undefined where this one does not. */
function compileRest(node: Rest, semantics: Semantics, compile: Compile): Run | undefined {
  switch (node.kind) {
    case "keyword":
      return semantics.keyword?.(node);
    case "method":
      return semantics.method?.(node, compile(node.of), compileArguments(node.args, compile));
    case "member":
      return semantics.member?.(node, compile(node.of));
    case "index":
      return semantics.index?.(node, compile(node.of), compile(node.index));
    case "projection":
      return semantics.projection?.(node, compile(node.of));
    case "negation":
      return semantics.negation?.(node, compile(node.of));
    case "conditional": {
      const then = node.then === undefined ? undefined : compile(node.then);
      return semantics.conditional?.(node, compile(node.condition), then, compile(node.otherwise));
    }
    case "list":
      return semantics.list?.(node, node.items.map(compile));
    case "map":
      return semantics.map?.(
        node,
        node.entries.map(({ key, value }) => ({ key: compile(key), value: compile(value) })),
      );
    case "template":
      return semantics.template?.(node, node.parts.map(compile));
  }
}

function compileArguments(args: readonly Argument[], compile: Compile): readonly (Run | undefined)[] {
  return args.map((argument) => (argument.kind === "notGiven" ? undefined : compile(argument)));
}

function refuse(node: Node): never {
  throw new ExpressionError("EXPRESSION_UNKNOWN_CONSTRUCT", `This language has no ${node.kind}.`, node);
}
