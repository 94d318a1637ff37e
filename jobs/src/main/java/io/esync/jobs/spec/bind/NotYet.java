package io.esync.jobs.spec.bind;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names keys (on a record) or values (on an enum) that are planned and refused until they work, so
 * that a user reads "not supported yet" and not "unknown".
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface NotYet {
  String[] value();
}
