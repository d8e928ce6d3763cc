-- one row per site and half-year: completed of those that ended, and what chance alone would give
select
    kind,
    site,
    half_year,
    good,
    ended,
    expected,
    variance
from marts.site_results
order by kind, half_year, site
