package io.esync.jobs.demo;

import java.math.BigDecimal;
import java.time.Instant;

/** A row of table {@code customers} in the warehouse; what no system knows is null. */
record Customer(
    long id,
    String name,
    String email,
    String phone,
    String country,
    Instant lastContact,
    String plan,
    BigDecimal balance,
    Instant lastSeen,
    Boolean newsletter) {}
