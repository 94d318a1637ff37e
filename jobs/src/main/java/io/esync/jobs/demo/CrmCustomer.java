package io.esync.jobs.demo;

import java.time.Instant;

/** A row of table {@code customers} in database {@code crm}. */
record CrmCustomer(
    long id, String fullName, String email, String phone, String country, Instant lastContactAt) {}
