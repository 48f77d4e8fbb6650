package dev.holdfast.testkit;

import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What is to go wrong at one socket. Thread-safe. */
final class Faults {

  /** When a rule acts. */
  enum Stage {
    /** Before any work: the request has no effect. */
    INSTEAD,
    /** On the answer: the request had its effect. */
    AFTER
  }

  /** A rule for the answers of an endpoint. */
  record Rule(Endpoint endpoint, Stage stage, UnaryOperator<Reply> act) {}

  private final Wishes<Rule> rules = new Wishes<>();
  private final Wishes<UnaryOperator<IdTokenDraft>> tokenRules = new Wishes<>();
  private final Wishes<UnaryOperator<IdTokenDraft>> answerRules = new Wishes<>();

  void add(Rule rule, boolean once) {
    rules.add(rule, once);
  }

  void addForIdToken(UnaryOperator<IdTokenDraft> rule, boolean once) {
    tokenRules.add(rule, once);
  }

  void addForAnswer(UnaryOperator<IdTokenDraft> rule, boolean once) {
    answerRules.add(rule, once);
  }

  void clear() {
    rules.clear();
    tokenRules.clear();
    answerRules.clear();
  }

  Reply apply(Endpoint endpoint, Supplier<Reply> work) {
    List<Rule> instead = take(endpoint, Stage.INSTEAD);
    if (!instead.isEmpty()) {
      Rule strongest = instead.get(instead.size() - 1);
      return strongest.act().apply(Reply.text(200, "text/plain", ""));
    }
    Reply reply = work.get();
    for (Rule rule : take(endpoint, Stage.AFTER)) {
      reply = rule.act().apply(reply);
    }
    return reply;
  }

  IdTokenDraft apply(IdTokenDraft draft) {
    return apply(tokenRules, draft);
  }

  IdTokenDraft applyToAnswer(IdTokenDraft draft) {
    return apply(answerRules, draft);
  }

  private static IdTokenDraft apply(Wishes<UnaryOperator<IdTokenDraft>> rules, IdTokenDraft draft) {
    IdTokenDraft next = draft;
    for (UnaryOperator<IdTokenDraft> rule : rules.take(any -> true)) {
      next = rule.apply(next);
    }
    return next;
  }

  private List<Rule> take(Endpoint endpoint, Stage stage) {
    return rules.take(rule -> rule.endpoint() == endpoint && rule.stage() == stage);
  }
}
