"""Dates and jurisdictions as a reader would say them."""

from __future__ import annotations

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

JURISDICTIONS = {
    "international": "International",
    "EU": "European Union",
    "AE": "United Arab Emirates",
    "AU": "Australia",
    "BR": "Brazil",
    "BS": "The Bahamas",
    "CA": "Canada",
    "CH": "Switzerland",
    "CN": "China",
    "CO": "Colombia",
    "CR": "Costa Rica",
    "DE": "Germany",
    "ES": "Spain",
    "FR": "France",
    "GB": "United Kingdom",
    "IE": "Ireland",
    "IL": "Israel",
    "IN": "India",
    "IT": "Italy",
    "JP": "Japan",
    "KR": "South Korea",
    "KY": "Cayman Islands",
    "MX": "Mexico",
    "NL": "Netherlands",
    "NZ": "New Zealand",
    "PA": "Panama",
    "SE": "Sweden",
    "SG": "Singapore",
    "TH": "Thailand",
    "TR": "Turkey",
    "TW": "Taiwan",
    "UA": "Ukraine",
    "UK": "United Kingdom",
    "US": "United States",
    "VN": "Vietnam",
    "ZA": "South Africa",
}


def date_in_words(iso: str) -> str:
    """`2026-11-21` as `21 November 2026`, `2026-11` as `November 2026`; anything else as it is."""
    parts = iso.split("-")
    if not all(part.isascii() and part.isdigit() for part in parts) or not 1 <= len(parts) <= 3:
        return iso
    if len(parts) == 1:
        return parts[0]
    month = int(parts[1])
    if not 1 <= month <= 12:
        return iso
    day = f"{int(parts[2])} " if len(parts) == 3 else ""
    return f"{day}{MONTHS[month - 1]} {parts[0]}"


def jurisdiction_in_words(code: str) -> str:
    """The name of a jurisdiction; a code that has no name here is shown as it is."""
    return JURISDICTIONS.get(code, code)
