/**
 * SQL expressions over the columns of one row, for conditions and mappings: {@code lower(email)},
 * {@code abs(winner - rival) > 100 and winner_source <> 'crm'}. Plain Java without Flink; the SQL
 * library is known here alone.
 *
 * <p>{@link io.esync.operators.expression.SqlExpression#compile} parses the text, checks it against
 * the types of the columns and compiles it to byte code; {@link
 * io.esync.operators.expression.ExpressionSpec} carries it to where that happens.
 *
 * <p><b>Language.</b> Standard SQL with the functions of PostgreSQL and some of BigQuery ({@code
 * date_trunc(made, month)}, {@code regexp_contains}, {@code split}, {@code if}, …), its {@code ::}
 * for casts, {@code ->} and {@code ->>} and SQL's {@code json_value}, {@code json_query} and {@code
 * json_exists} for JSON, {@code at time zone}, and {@code to_date}, {@code to_timestamp} (without
 * zone) and {@code to_char} of times. Names are found in any case unless quoted. NULL is SQL's
 * third truth value. AND and OR decide from left to right, so a guard guards. No sub-queries,
 * aggregates, windows or parameters, and nothing that depends on more than the row: no clock, no
 * user, no random number, no zone of the machine.
 *
 * <p><b>Types.</b> Each of ours is the SQL type of its name; {@code timestamptz} is TIMESTAMP WITH
 * LOCAL TIME ZONE (TIMESTAMP WITH TIME ZONE in a cast means the same). {@code float} is SQL's REAL;
 * SQL's FLOAT is a double. JSON is its text. Bytes and UUIDs can be compared, chosen and passed on,
 * arrays indexed, counted and searched. Only what loses nothing is converted unasked: numbers to
 * wider ones, a date to a timestamp, a literal text to the date or time it stands beside; anything
 * may be joined to a text by {@code ||}.
 *
 * <p><b>Numbers.</b> Decimals are exact. A product or sum has the digits it needs; a quotient of
 * decimals at most 30 after the point, of decimals without declared precision at least 20
 * significant ones; a quotient of integers is cut to an integer. Casts round half up. What leaves
 * the range of its type, and a division by zero also of doubles, is an {@link
 * io.esync.operators.expression.EvaluationException}.
 *
 * <p><b>Times</b> are computed in microseconds; a finer one can be passed on, not computed with. A
 * timestamp with zone is computed in UTC, and a timestamp without zone is taken as UTC where the
 * two meet.
 */
package io.esync.operators.expression;
