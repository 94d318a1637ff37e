package io.esync.connectors.spi;

/**
 * What sources and targets have in common: how they are named, described and configured.
 *
 * @param <C> the record that declares the options, each component with an {@link Option}; its
 *     constructor rejects contradictions with an {@link IllegalArgumentException} for people
 */
public interface Connector<C extends Record> {
  /** The {@code type:} of the pipeline file: stable, kebab-case. */
  String type();

  /** One sentence: which systems and versions. */
  String description();

  /** One sentence: what is promised across failures. */
  String guarantee();

  /** The prerequisites in the outside system, in Markdown; empty if there are none. */
  default String prerequisites() {
    return "";
  }

  Class<C> configType();
}
