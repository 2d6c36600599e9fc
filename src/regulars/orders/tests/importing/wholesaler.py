"""A wholesaler's order lines with every trait of a real file: small enough to count by hand."""

HEADER = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"

# Not in date order; identical lines; two times in one invoice; codes with letters and zeros; a price of
# nothing and one with three decimals; a return; lines without customer; a customer who moved.
LINES = """536365,85123A,WHITE HANGING HEART ,6,2010-12-01 08:26:00,2.55,17850,United Kingdom
536365,85123A,WHITE HANGING HEART ,6,2010-12-01 08:26:00,2.55,17850,United Kingdom
536367,0085,POPPY'S PLAYHOUSE,3,2010-12-01 08:34:00,0.335,13047,France
536367,0085,POPPY'S PLAYHOUSE,1,2010-12-01 08:33:00,0.125,13047,France
580000,85123A,CREAM HANGING HEART,2,2011-11-30 10:00:00,2.95,13047,Spain
C536379,85123A,,-1,2010-12-01 09:41:00,2.55,17850,United Kingdom
C536380,D,Discount,-1,2010-12-01 09:49:00,27.5,17850,United Kingdom
536365,71053,WHITE METAL LANTERN,6,2010-12-01 08:26:00,0,17850,United Kingdom
540000,85123A,?,10,2011-01-04 09:00:00,2.55,,United Kingdom
540000,85123A,?,-4,2011-01-04 09:00:00,2.55,,United Kingdom
500001,85123A,OLD HEART NAME,1,2010-11-30 12:00:00,0.001,13047,France
"""
FILE = HEADER + LINES
EXPECTED = {
    "lines_read": 11,
    "lines_without_customer": 2,
    "customers": 2,
    "orders": 4,
    "order_lines": 7,
    "order_value": "37.62",  # 15.30 + 15.30 + 1.00 + 0.12 + 5.90 + 0.00 + 0.00
    "returns": 2,
    "return_lines": 2,
    "return_value": "-30.05",
    "net_value": "7.57",
    "new": 9,
    "changed": 0,
    "same": 0,
    "duplicates": 0,
    "errors": 0,
}
