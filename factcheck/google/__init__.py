"""Google's Fact Check Tools API (`v1alpha1`, `claims:search`), answered from what we and other outlets found.

https://developers.google.com/fact-check/tools/api/reference/rest/v1alpha1/claims/search
"""
