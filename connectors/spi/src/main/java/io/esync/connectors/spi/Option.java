package io.esync.connectors.spi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares one option of a connector (or one key of the pipeline file) on a record component. Name
 * and type are the component's own: {@code slotName} is the key {@code slot_name}. This one
 * declaration feeds parsing, defaults, {@code esync describe}, the page in docs/connectors and the
 * JSON Schema.
 *
 * <p>Component types: {@code String}, {@code boolean}, {@code int}, {@code long}, {@code double}
 * (or their wrappers), {@link java.time.Duration} (written {@code 30s}, {@code 5 min}, {@code
 * PT30S}), an enum (written in lower case with dashes), {@link Secret}, a record with options of
 * its own, {@code List} and {@code Map<String, …>} of these.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Option {
  /** One or two sentences for people: what it does, and its unit. */
  String value();

  /**
   * The default in the form in which it would stand in the file; empty means that there is none.
   * Then the option is required, unless {@link #optional()}.
   */
  String defaultValue() default "";

  /** Whether the option may be left out though it has no default; it is then null (or empty). */
  boolean optional() default false;

  /** A sensible value, shown in examples. */
  String example() default "";
}
