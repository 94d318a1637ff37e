package io.esync.operators.expression;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes PostgreSQL's {@code ::}, {@code ->}, {@code ->>} and {@code AT TIME ZONE}, which the
 * parser does not know, as calls. They bind to the operand before them more tightly than any other
 * operator, and to each other from left to right.
 */
final class PostfixOperators {
  private static final Pattern PRESENT =
      Pattern.compile("::|->|\\bat\\s+time\\s+zone\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<text>[nNxX]?'(?:[^']|'')*')|(?<quoted>\"(?:[^\"]|\"\")*\")"
              + "|(?<comment>--[^\\n]*|/\\*(?s:.*?)\\*/)|(?<name>[\\p{L}_][\\p{L}\\p{N}_$]*)"
              + "|(?<number>\\d+(?:\\.\\d*)?(?:[eE][+-]?\\d+)?)|(?<sign>->>|->|::|\\S)");
  private static final Set<String> NO_OPERANDS =
      Set.of(
          "and",
          "or",
          "not",
          "in",
          "when",
          "then",
          "else",
          "between",
          "like",
          "is",
          "similar",
          "to",
          "from",
          "as",
          "distinct",
          "escape",
          "any",
          "all",
          "symmetric");
  private static final Set<String> PREFIXES = Set.of("date", "time", "timestamp", "interval");

  private final String written;
  private final List<Token> tokens = new ArrayList<>();
  private final StringBuilder out = new StringBuilder();
  private final List<Integer> origins = new ArrayList<>();
  private final Deque<Integer> open = new ArrayDeque<>();
  private int copied;
  private int next;
  private int operand = -1;
  private Token before;

  private record Token(String text, boolean isName, boolean isValue, int start, int end) {
    boolean is(String word) {
      return text.equalsIgnoreCase(word);
    }
  }

  PostfixOperators(String written) {
    this.written = written;
    Matcher matcher = TOKEN.matcher(written);
    while (matcher.find()) {
      if (matcher.group("comment") == null) {
        boolean name = matcher.group("name") != null;
        boolean value = !name && matcher.group("sign") == null;
        tokens.add(new Token(matcher.group(), name, value, matcher.start(), matcher.end()));
      }
    }
  }

  static boolean isIn(String sql) {
    return PRESENT.matcher(sql).find();
  }

  ExpressionText rewritten() {
    while (next < tokens.size()) {
      Token token = tokens.get(next);
      if (token.is("::")) {
        cast(token);
      } else if (token.is("->") || token.is("->>")) {
        next++;
        call(token, token.is("->") ? "JSON_GET(" : "JSON_GET_TEXT(");
      } else if (token.is("at") && isAt(1, "time") && isAt(2, "zone")) {
        next += 3;
        call(token, "AT_TIME_ZONE(");
      } else {
        take(token);
        next++;
      }
      before = token;
    }
    copy(written.length());
    return new ExpressionText(
        written, out.toString(), origins.stream().mapToInt(Integer::intValue).toArray());
  }

  private boolean isAt(int ahead, String word) {
    return next + ahead < tokens.size() && tokens.get(next + ahead).is(word);
  }

  /** Copies a token, and notes where the operand that it may end begins. */
  private void take(Token token) {
    copy(token.start());
    int here = out.length();
    if (token.is("(") || token.is("[") || token.is("case")) {
      boolean goesOn = operand >= 0 && !token.is("case") && before != null && !isPrefix(before);
      open.push(goesOn ? operand : here);
      operand = -1;
    } else if (token.is(")") || token.is("]") || token.is("end")) {
      operand = open.isEmpty() ? here : open.pop();
    } else if (token.isValue()) {
      operand = operand >= 0 && before != null && isPrefix(before) ? operand : here;
    } else if (token.isName()) {
      boolean unit = operand >= 0 && before != null && before.isValue();
      operand = NO_OPERANDS.contains(lower(token)) ? -1 : unit ? operand : here;
    } else {
      operand = -1;
    }
    copy(token.end());
  }

  private static boolean isPrefix(Token token) {
    return PREFIXES.contains(lower(token));
  }

  private static String lower(Token token) {
    return token.text().toLowerCase(Locale.ROOT);
  }

  private void cast(Token sign) {
    next++;
    int from = next;
    if (isAt(0, "double") && isAt(1, "precision")) {
      next++;
    } else if (isAt(0, "character") && isAt(1, "varying")) {
      next++;
    }
    next++;
    if (isAt(0, "(")) {
      while (next < tokens.size() && !tokens.get(next).is(")")) {
        next++;
      }
      next++;
    }
    if ((isAt(0, "with") || isAt(0, "without")) && isAt(1, "time")) {
      next += 3;
    }
    if (from >= tokens.size() || next > tokens.size() || !tokens.get(from).isName()) {
      throw refuse(sign, "expected a type behind ::");
    }
    wrap(sign, "CAST(", " AS ", tokens.get(from).start(), tokens.get(next - 1).end());
  }

  private void call(Token sign, String function) {
    Token argument = next < tokens.size() ? tokens.get(next) : null;
    if (argument == null || !(argument.isValue() || argument.isName())) {
      throw refuse(sign, "expected a text, a number or a column behind " + sign.text());
    }
    next++;
    wrap(sign, function, ", ", argument.start(), argument.end());
  }

  /** Puts the operand before {@code sign}, and what is behind it, into a call. */
  private void wrap(Token sign, String function, String between, int from, int to) {
    if (operand < 0) {
      throw refuse(sign, "'" + sign.text() + "' is not expected here");
    }
    copy(sign.start());
    out.insert(operand, function);
    for (int i = 0; i < function.length(); i++) {
      origins.add(operand, sign.start());
    }
    add(between, sign.start());
    copied = from;
    copy(to);
    add(")", sign.start());
  }

  private Refusal refuse(Token token, String message) {
    return new Refusal(ExpressionText.placeIn(written, token.start()), message);
  }

  private void add(String text, int origin) {
    out.append(text);
    for (int i = 0; i < text.length(); i++) {
      origins.add(origin);
    }
  }

  private void copy(int end) {
    for (; copied < end; copied++) {
      out.append(written.charAt(copied));
      origins.add(copied);
    }
  }
}
