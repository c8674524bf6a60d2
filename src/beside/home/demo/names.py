"""Given and family names of the many cultures of an English town, written down by hand."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Culture:
    """Names that go together.

    `share` is how many of about 1,100 households have them. `women` and `men` are the parents'
    generation, the children's names where it is empty. A family name of "" makes a mononym.
    """

    share: int
    girls: tuple[str, ...]
    boys: tuple[str, ...]
    families: tuple[str, ...]
    women: tuple[str, ...] = ()
    men: tuple[str, ...] = ()


def _culture(
    share: int, girls: str, boys: str, families: str, women: str = "", men: str = ""
) -> Culture:
    return Culture(
        share, _listed(girls), _listed(boys), _listed(families), _listed(women), _listed(men)
    )


def _listed(names: str) -> tuple[str, ...]:
    """Names between spaces; `_` is a space within one, and `-` alone is no name."""
    return tuple("" if name == "-" else name.replace("_", " ") for name in names.split())


CULTURES: dict[str, Culture] = {
    "english": _culture(
        388,
        "Olivia Amelia Poppy Daisy Charlotte Evie Freya Isabelle Rosie Matilda Phoebe Elsie Imogen"
        " Harriet Willow Grace Lottie Maisie Beatrice Tilly Jessica Megan Abigail Eleanor Ruby"
        " Hazel Florence Anna-Maria Lily-Rose Skye Robin Alex Georgia Bethany Heather Lucy"
        " Ellie-May Nancy Hope Martha",
        "Oliver Harry Jack Alfie Archie Freddie Theo Toby Jasper Reuben Ethan Finley Oscar Henry"
        " Dexter Rowan Stanley Arthur Billy Callum Nathan Luke Samuel Benjamin Edward Albie Tyler"
        " Joe Robin Alex Elliot Dylan Jude Ralph Frank Hugo Kit Billy-Joe Wilfred Caleb Riley",
        "Ashby Barlow Bramley Carver Clegg Cottam Dale Drabble Eastwood Fairclough Fenwick Firth"
        " Gledhill Greaves Hackett Hartley Haigh Hepworth Illingworth Jarvis Kershaw Lister Lowther"
        " Makin Midgley Naylor Ogden Oldroyd Pickles Platt Quarmby Ramsden Rushworth Sagar"
        " Scargill Shackley Sutcliffe Sykes Tattersall Thackray Tordoff Umpleby Varley Wadsworth"
        " Whiteley Wigglesworth Womersley Yeadon Barraclough Crabtree Dewhirst Holroyd Lumb Mellor"
        " Nutter Priestley Stansfield Town Uttley",
        "Karen Joanne Nicola Sarah Rachel Claire Helen Tracey Emma Louise Debbie Vicky Angela Lisa"
        " Julie Kate Sally Amanda Beverley Gemma Kirsty Hayley Natalie Ruth Alison",
        "Andrew Mark Paul Stephen Gary Ian Martin Neil Simon Darren Lee Craig Jason Adrian Stuart"
        " Gareth Chris Matthew Wayne Graham Peter Carl Dean Nigel Robert",
    ),
    "irish": _culture(
        35,
        "Niamh Aoife Ciara Saoirse Roisin Orla Caoimhe Erin Sinead Aisling Clodagh Maeve",
        "Cormac Fionn Declan Eoin Oisin Padraig Ronan Conor Cillian Tadhg Darragh Liam",
        "O'Brien O'Malley Byrne Gallagher Doherty O'Hara Brennan McGrath O'Dowd Kavanagh Nolan"
        " Mac_Mahon Quinlan O'Shea Devlin",
    ),
    "welsh": _culture(
        15,
        "Carys Ffion Seren Nia Megan Bronwen Cerys Eleri Mali",
        "Rhys Dafydd Owain Gethin Ioan Macsen Emrys Iestyn Tomos",
        "Pritchard Bevan Llewellyn Prosser Vaughan Gittins Meredith Tudor-Rees Ap_Rhys",
    ),
    "scottish": _culture(
        17,
        "Eilidh Isla Catriona Mhairi Kirsty Ailsa Morag Iona",
        "Callum Hamish Fraser Lachlan Struan Angus Finlay Rory",
        "McAllister Drummond Galbraith Lennox MacInnes Ogilvie Pringle Tulloch McKechnie",
    ),
    "pakistani": _culture(
        95,
        "Ayesha Zainab Maryam Hafsa Iqra Noor Sana Aliza Mahnoor Fatima Anaya Hira Laiba Aleena"
        " Rabia Zoya Inaya Khadija Amna Saima",
        "Muhammad_Ibrahim Hamza Zayn Bilal Usman Haris Ali Adam Yusuf Musa Danyal Zakariya Ismail"
        " Ahsan Faizan Rayyan Sulayman Umar Abdullah Hassan",
        "Hussain Mahmood Iqbal Akhtar Malik Chaudhry Mirza Rafiq Saleem Bashir Qureshi Shafiq Aslam"
        " Nawaz Sharif-Dean Zaman Raja Butt Sheikh Javed Begum",
    ),
    "gujarati": _culture(
        45,
        "Diya Anjali Kavya Riya Nisha Aarohi Mira Isha Pooja Krisha Hetal Jiya",
        "Arjun Dev Rohan Krish Jay Nikhil Vivaan Harsh Mihir Parth Yash Kunal",
        "Patel Shah Mistry Desai Parmar Solanki Chauhan Joshi Trivedi Lad Gohil Vaghela",
    ),
    "punjabi": _culture(
        45,
        "Simran Jasleen Harleen Manpreet Gurleen Amrit Kiran Navneet Jaspreet Ravneet Avneet",
        "Gurpreet Harjot Jasraj Arjan Manveer Karan Simranjit Tejveer Amrit Jaskaran Balraj",
        "Singh_Gill Sandhu Dhillon Sidhu Grewal Bains Johal Atwal Kaur Mann Sahota Bhogal",
    ),
    "bangladeshi": _culture(
        45,
        "Tasnim Nusrat Sumaiya Rukhsana Tahmina Nabila Samiha Jannat Farzana Lamia Ruqayyah",
        "Tanvir Shakil Rahim Nayeem Arif Junaid Imran Mahin Sabbir Rafi Nafis Abir",
        "Miah Uddin Rahman Chowdhury Islam Ali Khatun Hoque Sarkar Talukder Begum Ahmed",
    ),
    "tamil": _culture(
        15,
        "Abinaya Thivya Kavitha Sahana Nila Yalini Pavithra",
        "Arun Kavin Nirujan Sanjeev Thulasi Vithuran Kishan",
        "Sivakumar Selvarajah Nadarajah Thangarajah Ravichandran Kanagasabai - -",
    ),
    "yoruba": _culture(
        30,
        "Temitope Folake Adeola Ifeoluwa Simisola Damilola Morayo Titilayo Oluwaseun Ayomide",
        "Tunde Ayodeji Olamide Femi Kolade Segun Damilare Temidayo Babatunde Toluwani",
        "Adeyemi Ogunleye Balogun Akande Olawale Fashola-Reed Bankole Oyelaran Adebayo Sowande",
    ),
    "igbo": _culture(
        20,
        "Adaeze Chiamaka Ngozi Amarachi Nkechi Ifeoma Chidinma Uju",
        "Chidi Emeka Obinna Kelechi Ikenna Nnamdi Uchenna Somto",
        "Okafor Eze Nwosu Obi Onyeka Chukwu Umeh Anozie Ibekwe",
    ),
    "ghanaian": _culture(
        22,
        "Akosua Abena Efua Ama Adwoa Esi Yaa Nana_Ama",
        "Kwame Kofi Yaw Kwabena Kojo Ekow Nana_Yaw Fiifi",
        "Owusu Boateng Asante Mensah Agyeman Osei Appiah Ofori N'Dow Sarpong",
    ),
    "somali": _culture(
        38,
        "Amina Hodan Ifrah Sagal Idil Hibaq Nasteexo Ubah Fadumo Ayaan Sahra",
        "Abdirahman Liban Khalid Zakaria Guled Mahad Ayanle Hanad Bashir Abdi Yahya",
        "Yusuf Warsame Abdullahi Jama Hersi Elmi Duale Nur Isse Aden Gedi",
    ),
    "caribbean": _culture(
        40,
        "Shanice Aaliyah Jada Kezia Zaria Tianna Monique Destiny Naomi Imani Renee",
        "Jermaine Tyrese Malachi Jaden Isaiah Andre Kemar Dre Marlon Zion Nathaniel",
        "Campbell Gayle Bogle Dacosta Francis Pinnock Lewin Beckles Joseph Blackwood Clarke-Bailey"
        " Rowe Whyte",
        "Yvonne Sharon Marcia Claudette Beverley Paulette Jacqueline",
        "Winston Delroy Errol Leroy Clive Trevor Desmond",
    ),
    "zimbabwean": _culture(
        9,
        "Tariro Rutendo Chiedza Nyasha Kudzai Anesu",
        "Tinashe Tendai Farai Takudzwa Tatenda Munashe",
        "Moyo Chikafu Ndlovu Mutasa Sibanda Gumbo",
    ),
    "polish": _culture(
        35,
        "Zuzanna Maja Oliwia Hanna Alicja Nikola Wiktoria Kinga Milena Lena",
        "Jakub Kacper Szymon Filip Mateusz Wojciech Bartosz Dawid Igor Antoni",
        "Kowalski Wisniewski Zielinski Nowak Wojcik Kaminski Sowa Dudek Mazur Krawczyk Baran"
        " Piotrowski",
        "Agnieszka Malgorzata Katarzyna Beata Dorota Ewa",
        "Krzysztof Tomasz Piotr Marek Grzegorz Andrzej",
    ),
    "romanian": _culture(
        18,
        "Andreea Ioana Larisa Denisa Bianca Sorina Mihaela",
        "Andrei Mihai Stefan Luca Darius Razvan Cristian",
        "Popescu Ionescu Dumitru Stoica Munteanu Rusu Moraru Ciobanu",
    ),
    "lithuanian": _culture(
        7,
        "Ugne Gabija Austeja Emilija",
        "Matas Lukas Dominykas Jonas",
        "Petraitis Balsys Zukas Vitkus",
    ),
    "bulgarian": _culture(
        7,
        "Desislava Viktoria Raya Elena",
        "Georgi Kaloyan Boris Martin",
        "Ivanov Dimitrov Petkov Stoyanov",
    ),
    "arab": _culture(
        22,
        "Leila Nour Rima Yasmin Salma Hanan Dima Lubna Zeina",
        "Omar Karim Tariq Samir Ziad Rami Anas Fadi Hadi",
        "Haddad Al-Masri Khoury Darwish Nasser Al-Jabiri Sabbagh Mansour Bakri",
    ),
    "kurdish": _culture(
        9,
        "Rojin Berivan Evin Zilan Dilan",
        "Rebin Azad Hewa Sherko Dilshad",
        "Karim Barzan Salih Rasool Amin",
    ),
    "turkish": _culture(
        14,
        "Elif Zeynep Defne Asya Ceren Melis Nehir",
        "Emir Kerem Deniz Baris Efe Ozan Mert",
        "Yildiz Kaplan Demirci Aksoy Korkmaz Bozkurt Ates",
    ),
    "afghan": _culture(
        15,
        "Parwana Zarghuna Shabnam Mursal Freshta Nilofar",
        "Zabihullah Rahmatullah Najib Farhad Matiullah Idris",
        "- - Ahmadzai Rahimi Noori Stanekzai Popal",
    ),
    "iranian": _culture(
        8,
        "Shirin Parisa Nasrin Darya Mitra",
        "Kian Arash Navid Dara Babak",
        "Tehrani Moradi Hosseini Karimi Sohrabi",
    ),
    "chinese": _culture(
        14,
        "Xinyi Yuhan Jiayi Mei Wing-Yan Hoi-Ching Zihan",
        "Haoran Zixuan Jun Chun-Hei Lok-Yin Yichen Wei",
        "Chan Wong Lau Zhang Lin Cheung Xu Ng Leung",
    ),
    "vietnamese": _culture(
        7, "Linh Thao Huong Mai Ngoc", "Minh Duc Quang Tuan Bao", "Nguyễn Trần Phạm Đặng Vũ"
    ),
    "portuguese": _culture(
        16,
        "Beatriz Leonor Ines Mariana Luana Joana Vitória",
        "Tomás Rafael Thiago Diogo Gonçalo Caio João",
        "Carvalho Silva-Matos Teixeira Conceição Rocha Fonseca da_Costa D'Souza Pereira",
    ),
    "filipino": _culture(
        8,
        "Althea Jasmine Princess Maricel Bea",
        "Angelo Jericho Marco Paolo Renz",
        "Dela_Cruz Santos Bautista Manalo Villanueva",
    ),
    "ukrainian": _culture(
        8,
        "Sofiia Daryna Zlata Solomiia Oksana",
        "Bohdan Danylo Taras Ostap Nazar",
        "Melnyk Bondarenko Tkachuk Lysenko Hnatiuk",
    ),
    "eritrean": _culture(
        12,
        "Selam Rahwa Bethlehem Winta Feven Saba",
        "Yonas Filmon Natnael Samuel Abel Robel",
        "Tesfay Haile Gebremedhin Kidane Berhane Weldu",
    ),
    "congolese": _culture(
        6,
        "Grâce Divine Gloria Merveille",
        "Héritier Dieudonné Junior Prince",
        "Mukendi Ilunga Kabongo N'Sele",
    ),
    "italian": _culture(
        7,
        "Giulia Chiara Alessia Martina",
        "Matteo Lorenzo Gioele Davide",
        "De_Luca Moretti D'Angelo Ferrara Greco",
    ),
    "cypriot": _culture(
        5,
        "Eleni Androulla Despina Marina",
        "Andreas Kyriacos Stelios Nikos",
        "Christou Hadjigeorgiou Ioannou Pavlou",
    ),
    "jewish": _culture(
        6,
        "Talia Shira Miriam Noa Esther",
        "Asher Gideon Noam Ezra Eli",
        "Rosenfeld Abrahams Marcovitch Silverstone Katz-Levy",
    ),
    "cyrillic": _culture(2, "Олена Марія", "Назар Богдан", "Коваленко Шевчук"),
    "arabic": _culture(2, "ليلى سلمى", "يوسف كريم", "حداد الخطيب"),
    "han": _culture(2, "王欣怡 李佳怡", "陳浩然 林子軒", "-"),
    "greek": _culture(1, "Ελένη Δάφνη", "Νίκος Στέλιος", "Παπαδάκης Γεωργίου"),
    "bengali": _culture(1, "তাসনিম নুসরাত", "রাফি আরিফ", "চৌধুরী রহমান"),
}

CALLED: dict[str, str] = {
    "Charlotte": "Charlie",
    "Matilda": "Tilly",
    "Eleanor": "Nell",
    "Isabelle": "Belle",
    "Abigail": "Abi",
    "Benjamin": "Ben",
    "Samuel": "Sam",
    "Edward": "Teddy",
    "Georgia": "George",
    "Nathan": "Nate",
    "Muhammad Ibrahim": "Ibrahim",
    "Oluwaseun": "Seun",
    "Temitope": "Temi",
    "Babatunde": "Tunde",
    "Abdirahman": "Abdi",
    "Xinyi": "Cindy",
    "Chun-Hei": "Jason",
    "Zuzanna": "Zuza",
    "Wojciech": "Wojtek",
    "Nathaniel": "Nat",
    "Princess": "Cess",
    "Zabihullah": "Zabi",
    "Dieudonné": "Dodo",
}
