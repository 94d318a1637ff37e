package io.esync.operators.flink;

import io.esync.operators.merge.Seeds;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Runs the laws of the merge for as long as asked, each try with a seed of its own: {@code
 * scripts/laws}.
 */
public final class LawsCommand {
  private static final List<String> LAWS =
      List.of(
          "io.esync.operators.merge.StateLawsTest",
          "io.esync.operators.merge.OrderLawsTest",
          "io.esync.operators.merge.DeltaLawsTest",
          "io.esync.operators.merge.HistoryLawsTest",
          "io.esync.operators.flink.OperatorLawsTest",
          "io.esync.operators.flink.ForgettingLawsTest",
          "io.esync.operators.flink.PolicyChangeLawsTest");

  /** A round has this part of the tries that the build has. */
  private static final int ROUND = 10;

  private static final Pattern DURATION = Pattern.compile("(\\d+)(s|m|h)");
  private static final String HELP =
      """
      Usage: scripts/laws [--for DURATION] [--seed N]
      Runs the laws of the merge with random states and histories, in rounds, each try with a new seed.

        --for DURATION   how long, e.g. 30s, 10m, 8h (default: 1m)
        --seed N         every law once with this seed, to repeat what failed
        --state-sizes    prints how many bytes the state of a key takes, and ends
        -h, --help       this text

      Exit codes: 0 all laws held, 1 one did not (its seed is printed), 2 invalid input.
      """;

  private LawsCommand() {}

  public static void main(String[] args) throws Exception {
    Duration length = Duration.ofMinutes(1);
    Long seed = null;
    Iterator<String> arguments = List.of(args).iterator();
    while (arguments.hasNext()) {
      String argument = arguments.next();
      switch (argument) {
        case "-h", "--help" -> {
          System.out.print(HELP);
          return;
        }
        case "--state-sizes" -> {
          System.out.print(StateSizes.table());
          return;
        }
        case "--for" -> length = duration(arguments.hasNext() ? arguments.next() : "");
        case "--seed" -> seed = seed(arguments.hasNext() ? arguments.next() : "");
        default -> invalid("unknown argument '" + argument + "'; see scripts/laws --help");
      }
    }
    boolean held = seed == null ? rounds(length) : round(laws(), seed);
    System.exit(held ? 0 : 1);
  }

  private static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      invalid("--for '" + text + "': expected a number and s, m or h, e.g. 10m");
    }
    return Duration.parse("PT" + text);
  }

  private static Long seed(String text) {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      invalid("--seed '" + text + "': expected a whole number");
      return null;
    }
  }

  private static void invalid(String message) {
    System.err.println(message);
    System.exit(2);
  }

  private static boolean rounds(Duration length) throws Exception {
    long start = System.nanoTime();
    SplittableRandom seeds = new SplittableRandom();
    List<Method> laws = laws();
    long histories = 0;
    for (int round = 1; ; round++) {
      for (Method law : laws) {
        for (int i = tries(law); i > 0; i--) {
          if (!holds(law, seeds.nextLong())) {
            return false;
          }
          histories++;
        }
      }
      Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
      System.out.printf(
          "round %d: %d laws, %,d tries so far, %d s%n",
          round, laws.size(), histories, elapsed.toSeconds());
      if (elapsed.compareTo(length) >= 0) {
        System.out.println("all laws held");
        return true;
      }
    }
  }

  private static boolean round(List<Method> laws, long seed) throws Exception {
    boolean held = true;
    for (Method law : laws) {
      held &= holds(law, seed);
    }
    System.out.println(held ? "all laws held with seed " + seed : "see above");
    return held;
  }

  private static int tries(Method law) {
    return Math.max(1, law.getAnnotation(Property.class).tries() / ROUND);
  }

  /** The methods that take nothing but a seed. */
  private static List<Method> laws() throws ClassNotFoundException {
    List<Method> laws = new ArrayList<>();
    for (String name : LAWS) {
      Stream.of(Class.forName(name).getDeclaredMethods())
          .filter(method -> method.isAnnotationPresent(Property.class))
          .filter(method -> method.getParameterCount() == 1)
          .filter(method -> isSeed(method.getParameters()[0].getAnnotation(ForAll.class)))
          .sorted(Comparator.comparing(Method::getName))
          .forEach(laws::add);
    }
    laws.forEach(law -> law.setAccessible(true));
    return laws;
  }

  private static boolean isSeed(ForAll parameter) {
    return parameter != null && parameter.supplier() == Seeds.class;
  }

  private static boolean holds(Method law, long seed) throws Exception {
    Constructor<?> constructor = law.getDeclaringClass().getDeclaredConstructor();
    constructor.setAccessible(true);
    try {
      law.invoke(constructor.newInstance(), seed);
      return true;
    } catch (InvocationTargetException e) {
      System.out.println(law.getDeclaringClass().getSimpleName() + ": " + law.getName());
      System.out.println("does not hold with seed " + seed + ": " + e.getCause());
      System.out.println("again: scripts/laws --seed " + seed);
      return false;
    }
  }
}
