package io.esync.jobs.spec.bind;

import io.esync.connectors.spi.Option;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One option as its record component declares it.
 *
 * @param name the key in the file, e.g. {@code slot_name}; for an inline record the component's
 *     name, which is no key
 * @param type what values it takes
 * @param component the record component's name
 * @param option the declaration; null for an inline record
 */
public record OptionDeclaration(String name, Type type, String component, Option option) {
  /**
   * The options of a record in their order.
   *
   * @throws IllegalStateException if a component is declared neither as option nor inline
   */
  public static List<OptionDeclaration> of(Class<? extends Record> record) {
    List<OptionDeclaration> declarations = new ArrayList<>();
    for (RecordComponent component : record.getRecordComponents()) {
      Option option = component.getAnnotation(Option.class);
      if (option == null && !component.isAnnotationPresent(Inline.class)) {
        throw new IllegalStateException(
            record.getName() + "." + component.getName() + " lacks its @Option");
      }
      Key key = component.getAnnotation(Key.class);
      declarations.add(
          new OptionDeclaration(
              key == null ? keyOf(component.getName()) : key.value(),
              component.getGenericType(),
              component.getName(),
              option));
    }
    return declarations;
  }

  /** What {@link NotYet} names on a record or enum. */
  public static Set<String> notYet(AnnotatedElement element) {
    NotYet notYet = element.getAnnotation(NotYet.class);
    return notYet == null ? Set.of() : new TreeSet<>(Set.of(notYet.value()));
  }

  /** The option whose bare value may stand for the whole record. */
  public static Optional<OptionDeclaration> shorthand(Class<? extends Record> record) {
    Shorthand shorthand = record.getAnnotation(Shorthand.class);
    return shorthand == null
        ? Optional.empty()
        : of(record).stream().filter(one -> one.name.equals(shorthand.value())).findFirst();
  }

  /**
   * The text that stands in a file for an enum's constant: {@code LAST_WRITE_WINS} as {@code
   * last-write-wins}, unless it is {@link SnakeCase}.
   */
  public static String textOf(Enum<?> constant) {
    String name = constant.name().toLowerCase(Locale.ROOT);
    return constant.getDeclaringClass().isAnnotationPresent(SnakeCase.class)
        ? name
        : name.replace('_', '-');
  }

  private static String keyOf(String component) {
    return component.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  public boolean inline() {
    return option == null;
  }

  public boolean hasDefault() {
    return option != null && !option.defaultValue().isEmpty();
  }

  /** Whether the file must hold it. */
  public boolean required() {
    return option != null && !hasDefault() && !option.optional();
  }
}
