package dev.holdfast.servlet;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The cookies that stand beside a session's, by what their names end with. */
enum CookieMark {
  /** Another site has led the browser here. */
  ARRIVED("arrived"),
  /** At which provider it logged in last. */
  LAST_PROVIDER("last-provider"),
  /** How often it has logged in lately. */
  LOGINS("logins"),
  /** It is expected back from a logout. */
  RETURN("return"),
  /** It cannot be logged in without a question. */
  SILENT("silent"),
  /** What a login has just proven. */
  STEP_UP("stepup");

  private final String word;

  CookieMark(String word) {
    this.word = word;
  }

  /** The name beside a session of this name. */
  String beside(String session) {
    return session + "-" + word;
  }

  /** What the names end with, after a hyphen. */
  static Set<String> words() {
    return Arrays.stream(values())
        .map(mark -> mark.word)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
