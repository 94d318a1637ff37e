package io.esync.operators.privacy;

/** What kind of personal data a field holds; it decides what a mask leaves of it. */
public enum PiiKind {
  /** The first letter and the domain stay: {@code a***@example.org}. */
  EMAIL,
  /** The last two digits stay, and whatever is no digit: {@code +** *** ****89}. */
  PHONE,
  /** The first letter of each word stays: {@code A*** M***}. */
  NAME,
  /** Nothing stays: {@code ***}. */
  GENERIC;

  private static final String STARS = "***";
  private static final int DIGITS_LEFT = 2;
  private static final int DIGITS_TO_LEAVE_ANY = 6;

  /** What a mask leaves of {@code text}. */
  public String mask(String text) {
    return switch (this) {
      case EMAIL -> email(text);
      case PHONE -> phone(text);
      case NAME -> name(text);
      case GENERIC -> STARS;
    };
  }

  private static String email(String text) {
    int at = text.lastIndexOf('@');
    return at <= 0 ? STARS : first(text) + STARS + text.substring(at);
  }

  private static String first(String word) {
    return word.substring(0, word.offsetByCodePoints(0, 1));
  }

  private static String phone(String text) {
    long digits = text.chars().filter(Character::isDigit).count();
    long hidden = digits < DIGITS_TO_LEAVE_ANY ? digits : digits - DIGITS_LEFT;
    StringBuilder masked = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean digit = Character.isDigit(c);
      masked.append(digit && hidden > 0 ? '*' : Character.isLetter(c) ? '*' : c);
      hidden -= digit ? 1 : 0;
    }
    return masked.toString();
  }

  private static String name(String text) {
    StringBuilder masked = new StringBuilder();
    for (String word : text.strip().split("\\s+", -1)) {
      masked.append(masked.isEmpty() ? "" : " ");
      masked.append(word.isEmpty() ? "" : first(word)).append(STARS);
    }
    return masked.toString();
  }
}
