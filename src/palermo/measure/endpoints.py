"""The operations of this wing in the API."""

from ninja import Router

router = Router()
